package preview

import (
	"slices"
	"strconv"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
)

// identity is what HTTP calls a file as it is. As a coding it has no suffix.
const identity = "identity"

// choose returns the available coding that the Accept-Encoding header prefers:
// the highest weight, and of equal weights the last, which is the smallest body.
// What it does not name is forbidden unless it names "*", except identity, which
// is then the last choice (RFC 9110, section 12.5.3). It returns false if nothing
// is accepted.
func choose(accept []string, available []asset.Coding) (best asset.Coding, ok bool) {
	weights := parseWeights(strings.Join(accept, ","))
	most := 0.0
	for _, coding := range slices.Backward(available) {
		weight, named := weights[coding.Token]
		if !named {
			weight, named = weights["*"]
		}
		if !named && coding.Token == identity {
			weight = 0.0001
		}
		if weight > most {
			best, most, ok = coding, weight, true
		}
	}
	return best, ok
}

// parseWeights reads "br, gzip;q=0.5, *;q=0". A weight that is not a number
// between 0 and 1 counts as 0.
func parseWeights(header string) map[string]float64 {
	weights := map[string]float64{}
	for element := range strings.SplitSeq(header, ",") {
		coding, parameters, _ := strings.Cut(element, ";")
		coding = strings.ToLower(strings.TrimSpace(coding))
		if coding == "" {
			continue
		}
		for _, c := range asset.Codings() {
			if coding == c.Alias {
				coding = c.Token
			}
		}
		weights[coding] = 1
		name, value, ok := strings.Cut(strings.TrimSpace(parameters), "=")
		if ok && strings.EqualFold(strings.TrimSpace(name), "q") {
			q, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
			if err != nil || !(q >= 0 && q <= 1) {
				q = 0
			}
			weights[coding] = q
		}
	}
	return weights
}
