/**
 * The vendor's payload samples, byte for byte as in its document (tabs, spaces and the last line feed included). They are
 * texts, not objects: `42.0` and the order of keys are part of the sample. Refuses to be formatted.
 */
import { type Messages } from '../../i18n.ts';

export type SampleId = keyof Messages['publish']['sample'];
export type Sample = { readonly id: SampleId; readonly topic: string; readonly text: string };

const heartbeat = `{
	"WG12345678": [{
		"ts": "1609145640724",
		"values": {
			"H": "60",
			"mode": "2",
			"NET4GSTA": "1,0",
			"mT": "3,0,1",
			"mFifo": "618,618,1389,1389",
			"DDA": "1",
			"boxSta": "0",
			"TH": "30.40,42.4",
			"NR": "1247,1254",
			"Lat": "22.540456",
			"Lon": "113.928825",
			"SDR": 1,
			"power": {
				"0": 0,
				"1": "6.80",
				"2": "29",
				"9": "11.48",
				"10": "3800",
				"11": "3300",
				"12": "0",
				"13": "3300",
				"14": "40"
			}
		}
	}]
}
`;

const terminal = `{
	"WG12345678/sf_2_0_340000": [{
		"ts": "1609144280398",
		"values": {
			"T": "1609144280355",
			"SN": "00006500",
			"da": "010CE735CA7C271E21FFFFFF"
		}
	}]
}
`;

const generic = `{
	"DEVICE": [{
		"ts": "1609144280398",
		"values": {
        "stringKey":"value1", 
        "booleanKey":true, 
        "doubleKey":42.0, 
        "longKey":73, 
        "jsonKey": {
           "someNumber": 42,
           "someArray": [1,2,3],
           "someNestedObject": {"key": "value"}
        }
       }
	}]
}
`;

/** The document names these two topics without a payload; the form is the platform's (facts B1). */
const device = `{
	"device": "WG12345678/sf_2_0_340000"
}
`;

export const samples: readonly Sample[] = [
  { id: 'heartbeat', topic: 'v1/gateway/telemetry', text: heartbeat },
  { id: 'terminal', topic: 'v1/gateway/telemetry', text: terminal },
  { id: 'generic', topic: 'v1/gateway/telemetry', text: generic },
  { id: 'connect', topic: 'v1/gateway/connect', text: device },
  { id: 'disconnect', topic: 'v1/gateway/disconnect', text: device },
];

/** Whether the sample carries a time of its own, from December 2020. */
export const hasOwnTime = (sample: Sample): boolean => withNow(sample.text) !== sample.text;

/** The sample with the time of sending in place of its own; nothing else changes. */
export const withNow = (text: string): string => text.replace(/("ts": ")\d{13}(")/g, '$1{{now}}$2');
