/** Nothing but what the page itself asks for; `--no-sandbox` because CI and containers run as root. */
export const browserFlags = (options: {
  readonly proxyAddress: string;
  readonly isCertificateIgnored: boolean;
}): readonly string[] => [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-client-side-phishing-detection',
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-sync',
  '--disable-domain-reliability',
  '--disable-search-engine-choice-screen',
  '--metrics-recording-only',
  '--mute-audio',
  '--password-store=basic',
  '--disable-features=OptimizationHints,MediaRouter,Translate,DialMediaRouteProvider,AutofillServerCommunication,CertificateTransparencyComponentUpdater,InterestFeedContentSuggestions,HttpsUpgrades',
  `--proxy-server=${options.proxyAddress}`,
  // Loopback is no exception: the proxy says what may be reached.
  '--proxy-bypass-list=<-loopback>',
  ...(options.isCertificateIgnored ? ['--ignore-certificate-errors'] : []),
];
