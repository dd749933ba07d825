package npm

import "testing"

func TestVersion(t *testing.T) {
	for described, want := range map[string]string{
		"v1.4.0":                          "1.4.0",
		"1.4.0":                           "1.4.0",
		"v1.4.0-rc.1":                     "1.4.0-rc.1",
		"v1.4.0-3-gabc1234":               "1.4.1-dev.3.gabc1234",
		"v1.4.9-3-gabc1234-dirty":         "1.4.10-dev.3.gabc1234.dirty",
		"v1.4.0-dirty":                    "1.4.1-dev.dirty",
		"v1.4.0-rc.1-3-gabc1234":          "1.4.0-rc.1.dev.3.gabc1234",
		"v1.4.0-rc.1-dirty":               "1.4.0-rc.1.dirty",
		"432be97":                         "0.0.0-dev.g432be97",
		"0123456":                         "0.0.0-dev.g0123456",
		"432be97-dirty":                   "0.0.0-dev.g432be97.dirty",
		"devel":                           "0.0.0-dev",
		"":                                "",
		"main":                            "",
		"v1.4":                            "",
		"v1.4.0 ":                         "",
		"v1.4.0\n":                        "",
		"v1.99999999999999999999.0-1-gab": "1.99999999999999999999.1-dev.1.gab",
		"v1.0.99999999999999999999-1-gab": "",
	} {
		got, err := Version(described)
		if got != want || (err != nil) != (want == "") {
			t.Errorf("Version(%q) = %q, %v, want %q", described, got, err, want)
		}
	}
}
