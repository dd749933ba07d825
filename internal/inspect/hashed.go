package inspect

import (
	"path"
	"regexp"
	"strings"
)

// Content hashes in file names, as the bundlers write them: name-HASH.js (Vite,
// Rollup, esbuild, Angular, Paintbox), name.HASH.js and name.HASH.chunk.js
// (webpack, Parcel), HASH.css (Next). Eight characters of base64url, nine or
// more hexadecimal digits, or nine or more letters and digits.
var (
	hashShape  = regexp.MustCompile(`^(.*[-.])?([A-Za-z0-9_-]{8}|[0-9a-f]{9,64}|[A-Za-z0-9_]{9,64})((?:\.[A-Za-z]+){0,3}\.[a-z][a-z0-9]*)$`)
	numbered   = regexp.MustCompile(`^[A-Za-z]+[-_]?[0-9]+$`)                       // chapter1, IMG_0001
	measure    = regexp.MustCompile(`^([0-9-]+|[0-9]+x[0-9]+)$`)                    // 20241105, 1024x768
	allHashed  = regexp.MustCompile(`^(_next/static|_app/immutable|_nuxt|_astro)/`) // Next, SvelteKit, Nuxt, Astro put nothing else there
	notHashed  = regexp.MustCompile(`^_nuxt/builds/latest\.json$`)                  // but for this
	hasDigit   = regexp.MustCompile(`[0-9]`)
	hasLetter  = regexp.MustCompile(`[A-Za-z]`)
	twoNumbers = regexp.MustCompile(`[0-9][A-Za-z_]+[0-9]`)
	oddInside  = regexp.MustCompile(`[0-9]|.[A-Z]`)
	eightCaps  = regexp.MustCompile(`^[A-Z]{8}$`)
	longDigits = regexp.MustCompile(`^[0-9a-f]{9,64}$`)
)

// Hashed tells by its path whether a file's name carries a content hash, so
// that its URL never answers with other bytes. Eight letters may be a hash or
// two words, with digits at their end a hash or a numbered word, and more than
// eight letters and digits either: then the other names in the directory decide,
// which may be nil.
func Hashed(name string, siblings []string) bool { return Beside(siblings)(name) }

// Beside is Hashed for the files of one directory, whose names are read once.
func Beside(siblings []string) func(name string) bool {
	var n neighbors
	for _, sibling := range siblings {
		n.add(sibling)
	}
	return n.hashed
}

// neighbors counts the names of a directory that have the shape of a hashed
// one, and those of them that are likely to be one.
type neighbors struct{ shaped, random int }

func (n *neighbors) add(name string) {
	if stem, hash := splitHash(name); stem != "" && hash != "" {
		n.shaped++
		if isRandom(hash) || len(hash) > 8 && twoNumbers.MatchString(hash) {
			n.random++
		}
	}
}

// hashed is Hashed in a directory with these names.
func (n *neighbors) hashed(name string) bool {
	if allHashed.MatchString(name) {
		return !notHashed.MatchString(name)
	}
	stem, hash := splitHash(name)
	switch {
	case hash == "" || stem == "" && !longDigits.MatchString(hash):
		return false
	case isRandom(hash):
		return true
	case measure.MatchString(hash):
		return false
	}
	return n.random > 0 && 2*n.random >= n.shaped
}

// mayBeHashed tells a name that is more likely to carry a hash than a word,
// whatever is beside it: one with a digit, or a capital after its first letter.
func mayBeHashed(name string) bool {
	stem, hash := splitHash(name)
	return stem != "" && hash != "" && oddInside.MatchString(hash) && !numbered.MatchString(hash) && !measure.MatchString(hash)
}

// splitHash returns the part of a file's name before what has the shape of a
// hash, and that; "" when there is none. A long one holds letters and digits.
func splitHash(name string) (stem, hash string) {
	found := hashShape.FindStringSubmatch(path.Base(name))
	if found == nil || len(found[2]) > 8 && !(hasDigit.MatchString(found[2]) && hasLetter.MatchString(found[2])) && !longDigits.MatchString(found[2]) {
		return "", ""
	}
	return found[1], found[2]
}

// isRandom tells what must be a hash from what may be a word.
func isRandom(s string) bool {
	switch {
	case len(s) > 8 && !longDigits.MatchString(s):
		return false
	case hasDigit.MatchString(s):
		return hasLetter.MatchString(s) && !numbered.MatchString(s) && !measure.MatchString(s)
	}
	return eightCaps.MatchString(s)
}

// withoutHash is the path of a hashed file without its hash: "assets/main.js".
func withoutHash(name string) string {
	stem, hash := splitHash(name)
	if stem == "" || hash == "" {
		return name
	}
	return path.Join(path.Dir(name), strings.TrimRight(stem, "-.")+strings.TrimPrefix(path.Base(name), stem+hash))
}

// stem is a path's last part without its extension.
func stem(p string) string { return strings.TrimSuffix(path.Base(p), path.Ext(p)) }
