# The client of Debian's ruby-sentry-raven: base64 of zlib, as long ago.
require 'sentry-raven'

Raven.configure do |config|
  config.dsn = ENV['DSN']
  config.release = ENV['RELEASE']
  config.current_environment = 'production'
  config.silence_ready = true
end

begin
  raise ArgumentError, 'no stock for item 12'
rescue ArgumentError => e
  Raven.capture_exception(e)
end
