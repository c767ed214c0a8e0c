# The client of Debian's python3-sentry-sdk: a gzip body to the store route, the key in a header.
import os
import sentry_sdk

sentry_sdk.init(os.environ["DSN"], release=os.environ["RELEASE"], environment="production")


def refund(order):
    raise ValueError("no such order %d" % order)


for order in (7, 8):
    try:
        refund(order)
    except ValueError as error:
        sentry_sdk.capture_exception(error)
sentry_sdk.flush(timeout=20)
