package preview

import (
	"slices"
	"strconv"
	"strings"

	"github.com/paintbox-build/paintbox/internal/coding"
)

// identity is what HTTP calls a file as it is. As a coding it has no suffix.
const identity = "identity"

// choose returns the index of the variant that the Accept-Encoding header prefers:
// the highest weight, and of equal weights the last, which is the smallest body.
// What it does not name is forbidden unless it names "*", except identity, which
// is then the last choice (RFC 9110, section 12.5.3). It returns -1 if nothing
// is accepted.
func choose(accept []string, variants []variant) int {
	best, most := -1, 0.0
	for i, v := range slices.Backward(variants) {
		weight, named := weightOf(accept, v.coding)
		if !named {
			weight, named = weightOf(accept, coding.Coding{Token: "*"})
		}
		if !named && v.coding.Token == identity {
			weight = 0.0001
		}
		if weight > most {
			best, most = i, weight
		}
	}
	return best
}

// weightOf finds a coding in "br, gzip;q=0.5, *;q=0": the last place counts. A
// weight that is not a number between 0 and 1 counts as 0.
func weightOf(accept []string, c coding.Coding) (weight float64, named bool) {
	for _, header := range accept {
		for element := range strings.SplitSeq(header, ",") {
			token, parameters, _ := strings.Cut(element, ";")
			token = strings.TrimSpace(token)
			if token == "" || !strings.EqualFold(token, c.Token) && !strings.EqualFold(token, c.Alias) {
				continue
			}
			weight, named = 1, true
			name, value, ok := strings.Cut(strings.TrimSpace(parameters), "=")
			if ok && strings.EqualFold(strings.TrimSpace(name), "q") {
				q, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
				if err != nil || !(q >= 0 && q <= 1) {
					q = 0
				}
				weight = q
			}
		}
	}
	return weight, named
}
