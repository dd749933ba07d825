package preview

import (
	"slices"
	"strconv"
	"strings"
)

// The content codings, as HTTP names them.
const (
	brotli   = "br"
	gzip     = "gzip"
	identity = "identity"
)

func extensionOf(coding string) string {
	return map[string]string{brotli: ".br", gzip: ".gz"}[coding]
}

// choose returns the available coding that the Accept-Encoding header prefers:
// the highest weight, and of equal weights the smallest body. What it does not
// name is forbidden unless it names "*", except identity, which is then the
// last choice (RFC 9110, section 12.5.3). It returns "" if nothing is accepted.
func choose(accept []string, available []string) string {
	weights := parseWeights(strings.Join(accept, ","))
	best, most := "", 0.0
	for _, coding := range []string{brotli, gzip, identity} {
		weight, named := weights[coding]
		if !named {
			weight, named = weights["*"]
		}
		if !named && coding == identity {
			weight = 0.0001
		}
		if weight > most && slices.Contains(available, coding) {
			best, most = coding, weight
		}
	}
	return best
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
		if coding == "x-gzip" {
			coding = gzip
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
