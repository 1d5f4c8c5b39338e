/** Probable causes, each with the check that settles it (facts I). */
import { type Words } from '../shape.ts';

export const advice: Words['advice'] = {
  'token-unknown': {
    cause: 'The platform does not know this token: mistyped, cut short or in the wrong case',
    check:
      'Open "Manage credentials" of the device on the platform, copy the whole token again and compare its length.',
  },
  'token-digits-differ': {
    cause: "The digits in the token differ from the gateway number: perhaps another gateway's token",
    check: 'Read the number on the housing, find that very device on the platform and copy its token.',
  },
  'token-whitespace': {
    cause:
      'The token brought something along when it was copied: a space, a line break, an invisible or full-width character',
    check: 'Clear the field, paste again and compare the number of characters with the platform.',
  },
  'token-regenerated': {
    cause: 'The device was deleted, or its token was replaced on the platform',
    check: 'Make sure the device still exists there and copy its present token.',
  },
  'token-other-server': {
    cause: 'The token belongs to another platform (test system, other tenant)',
    check: 'Make sure address and token come from the same platform.',
  },
  'credential-type-differs': {
    cause: 'The device uses MQTT Basic or X.509 credentials, not an access token',
    check: 'See the credentials type under "Manage credentials" and set it to Access token.',
  },
  'username-empty': {
    cause: 'The token did not reach the platform: the user name is empty',
    check: 'Look at the user name flag and length in the CONNECT bytes; make sure the token field is filled.',
  },
  'not-thingsboard': {
    cause: 'This may not be the platform but another broker',
    check: 'Check address and port, and whether another broker or a proxy stands in between.',
  },
  'use-mqtt-311': {
    cause: 'The other side does not speak the chosen MQTT version',
    check: 'Set the version to 3.1.1 and connect again.',
  },
  'backend-down': {
    cause: 'The back end or queue of the platform does not answer (an answer after about 10 s means this)',
    check: 'The token was not rejected. Ask the platform administrator about core service and queue; connect later.',
  },
  'rate-or-tenant-limit': {
    cause: 'A rate limit of the platform, or a disabled tenant (an answer at once often means this)',
    check: 'The token was not rejected. Ask the platform administrator about the tenant and its limits.',
  },
  'profile-transport-differs': {
    cause: 'The transport type of the device profile is neither Default nor MQTT',
    check: 'Open the device profile on the platform and set its transport to Default or MQTT.',
  },
  'check-host-spelling': {
    cause: 'Host name or IP address is misspelt',
    check: 'Compare it character by character; if the name does not resolve, enter the IP address.',
  },
  'check-network-sim': {
    cause: 'This machine has no working network, or SIM or APN is down',
    check: 'Open a web page; check SIM and APN; try another network.',
  },
  'check-port': {
    cause: 'The port is wrong',
    check: 'MQTT is usually 1883, with TLS 8883: ask the platform administrator.',
  },
  firewall: {
    cause: 'A firewall or the carrier blocks this port',
    check: 'Try a phone hotspot; ask the network administrator to open TCP to this port.',
  },
  'tls-on-plain-port': {
    cause: 'TLS was sent to a plain port',
    check: 'Use an mqtt:// address, or the TLS port 8883.',
  },
  'plain-on-tls-port': {
    cause: 'Plain text was sent to a TLS port',
    check: 'Use an mqtts:// address, or the plain port 1883.',
  },
  'address-blocked': {
    cause: "After several failed logins the platform blocks this site's public address for a while",
    check: 'Stop all retries and wait 60 to 90 s; or use another network.',
  },
  'mqtt-level-unsupported': {
    cause: 'The platform does not speak this MQTT version and closes without a CONNACK',
    check: 'Set the version to 3.1.1 and connect again.',
  },
  'proxy-or-balancer': {
    cause: 'A proxy or load balancer in between altered or closed the connection',
    check: 'Ask the network administrator about its rules and its back ends; bypass it if you can.',
  },
  'server-overloaded': {
    cause: 'The platform is overloaded',
    check: 'Connect again in some minutes; ask the platform administrator about its load.',
  },
  middlebox: {
    cause: 'A network device in between opened TCP but swallows the data',
    check: 'Try another network; the site may want you to log in on a web page first.',
  },
  'another-service': {
    cause: 'Another service listens on this port',
    check: 'Check the port; see what protocol the received bytes look like.',
  },
  'certificate-expired': {
    cause: "The platform's certificate has expired or is not valid yet",
    check: 'See its validity dates; if it has expired, the platform administrator must replace it.',
  },
  'certificate-clock': {
    cause: 'The clock of this machine is wrong, which makes valid certificates look expired',
    check: 'Check the date and time of this machine.',
  },
  'certificate-self-signed': {
    cause: 'The platform uses a self-signed certificate',
    check: 'Get its CA certificate from the platform administrator and add it in the TLS settings.',
  },
  'certificate-unknown-ca': {
    cause: 'This machine does not know the issuing authority, or the platform omits its intermediate certificate',
    check: 'Get the CA certificate from the platform administrator and add it in the TLS settings.',
  },
  'certificate-wrong-host': {
    cause: 'The certificate does not name the host you entered (often an IP address)',
    check: 'Enter the host name that stands in the certificate; do not skip the check.',
  },
  'tls-version-differs': {
    cause: 'The platform only speaks an old TLS version, or there is no common cipher',
    check: 'Ask the platform administrator to enable TLS 1.2 or 1.3.',
  },
  'token-used-elsewhere': {
    cause: 'The same token connected elsewhere: this platform keeps one session per token, the new one drops the old',
    check: 'Stop the other client (live gateway, a tool left open, a cloned configuration); with MQTT 5 look for 0x8E.',
  },
  'client-certificate-refused': {
    cause: 'The client certificate is unknown to the platform or expired; with one, the token is ignored',
    check: 'Remove the client certificate and use the token alone, or register the certificate on the platform.',
  },
  'reconnect-slower': {
    cause: 'Connections come too often',
    check: 'Pause for some minutes; see whether another program keeps reconnecting.',
  },
  'run-gateway-flag-test': {
    cause: 'Whether the device is flagged "Is gateway" is still unknown',
    check: 'Publish to v1/gateway/telemetry: no PUBACK means not flagged; after setting the flag, reconnect.',
  },
};
