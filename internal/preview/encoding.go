package preview

import (
	"slices"
	"strconv"
	"strings"

	"github.com/paintbox-build/paintbox/internal/coding"
)

// identity is what HTTP calls a file as it is. As a coding it has no suffix.
const identity = "identity"

// choose returns the available coding that the Accept-Encoding header prefers:
// the highest weight, and of equal weights the last, which is the smallest body.
// What it does not name is forbidden unless it names "*", except identity, which
// is then the last choice (RFC 9110, section 12.5.3). It returns false if nothing
// is accepted.
func choose(accept []string, available []coding.Coding) (best coding.Coding, ok bool) {
	weights := parseWeights(strings.Join(accept, ","))
	most := 0.0
	for _, c := range slices.Backward(available) {
		weight, named := weights[c.Token]
		if !named {
			weight, named = weights["*"]
		}
		if !named && c.Token == identity {
			weight = 0.0001
		}
		if weight > most {
			best, most, ok = c, weight, true
		}
	}
	return best, ok
}

// parseWeights reads "br, gzip;q=0.5, *;q=0". A weight that is not a number
// between 0 and 1 counts as 0.
func parseWeights(header string) map[string]float64 {
	weights := map[string]float64{}
	for element := range strings.SplitSeq(header, ",") {
		token, parameters, _ := strings.Cut(element, ";")
		token = strings.ToLower(strings.TrimSpace(token))
		if token == "" {
			continue
		}
		for _, c := range coding.Table() {
			if token == c.Alias {
				token = c.Token
			}
		}
		weights[token] = 1
		name, value, ok := strings.Cut(strings.TrimSpace(parameters), "=")
		if ok && strings.EqualFold(strings.TrimSpace(name), "q") {
			q, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
			if err != nil || !(q >= 0 && q <= 1) {
				q = 0
			}
			weights[token] = q
		}
	}
	return weights
}
