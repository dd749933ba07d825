package page

import "strings"

// srcsetSpans finds the URLs of a srcset attribute; descriptors ("2x", "400w")
// stay. (HTML standard, 4.8.4.3.10.)
func srcsetSpans(text string) []span {
	var spans []span
	i := 0
	for {
		for i < len(text) && (isSpace(text[i]) || text[i] == ',') {
			i++
		}
		if i == len(text) {
			return spans
		}
		lo := i
		for i < len(text) && !isSpace(text[i]) {
			i++
		}
		url := strings.TrimRight(text[lo:i], ",")
		spans = append(spans, span{lo: lo, hi: lo + len(url), url: url, kind: Asset, write: writeSrcset})
		if len(url) == i-lo { // no comma: descriptors follow
			i = descriptorsEnd(text, i)
		}
	}
}

// descriptorsEnd returns the place of the comma after a candidate.
func descriptorsEnd(text string, i int) int {
	depth := 0
	for ; i < len(text); i++ {
		switch text[i] {
		case '(':
			depth++
		case ')':
			depth--
		case ',':
			if depth <= 0 {
				return i
			}
		}
	}
	return i
}

// writeSrcset escapes what would end a candidate.
func writeSrcset(url string) string {
	return strings.NewReplacer(",", "%2C", " ", "%20").Replace(url)
}
