package asset

import (
	"slices"
	"strings"
)

// Nearest returns the word that was most likely meant by what was written: the
// one with the smallest edit distance (insert, delete, replace, swap two
// neighbours; upper and lower case count alike), the first of equals. Where none
// is near, because more than every third letter would have to change, it is the
// first word that begins with what was written, and else "".
func Nearest(written string, words []string) string {
	best, distance := "", 1+(len(written)+2)/3
	for _, w := range words {
		if d := editDistance(strings.ToLower(written), strings.ToLower(w)); d < distance {
			best, distance = w, d
		}
	}
	if begins := func(w string) bool { return strings.HasPrefix(strings.ToLower(w), strings.ToLower(written)) }; best == "" && len(written) > 1 {
		if i := slices.IndexFunc(words, begins); i >= 0 {
			best = words[i]
		}
	}
	return best
}

// editDistance is the restricted Damerau-Levenshtein distance (optimal string
// alignment) of two strings, in bytes.
func editDistance(a, b string) int {
	const tooLong = 64 // a key of that length is no slip of the finger
	if len(a) > tooLong || len(b) > tooLong {
		return max(len(a), len(b))
	}
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
