package swgen

import (
	"path"
	"regexp"
	"strings"
)

// Content hashes in file names, as the bundlers write them: name-HASH.js (Vite,
// Rollup, esbuild, Angular, Paintbox), name.HASH.js and name.HASH.chunk.js
// (webpack, Parcel), HASH.css (Next). Eight characters of base64url, or eight
// or more hexadecimal digits.
var (
	hashShape  = regexp.MustCompile(`^(.*[-.])?([A-Za-z0-9_-]{8}|[0-9a-f]{9,64})((?:\.[a-z]+)?\.[a-z][a-z0-9]*)$`)
	notRandom  = regexp.MustCompile(`^([A-Za-z]+[-_]?[0-9]+|[0-9-]+|[0-9]+x[0-9]+)$`) // chapter1, IMG_0001, 20241105, 1024x768
	allHashed  = regexp.MustCompile(`^(_next/static|_app/immutable|_nuxt|_astro)/`)   // Next, SvelteKit, Nuxt, Astro put nothing else there
	hasDigit   = regexp.MustCompile(`[0-9]`)
	hasLetter  = regexp.MustCompile(`[A-Za-z]`)
	eightCaps  = regexp.MustCompile(`^[A-Z]{8}$`)
	longDigits = regexp.MustCompile(`^[0-9a-f]{9,}$`)
)

// Hashed tells by its path whether a file's name carries a content hash, so
// that its URL never answers with other bytes. Eight letters may be a hash or
// two words: then the other names in the directory decide, which may be nil.
func Hashed(name string, siblings []string) bool {
	if allHashed.MatchString(name) {
		return true
	}
	stem, hash := splitHash(name)
	switch {
	case hash == "" || stem == "" && !longDigits.MatchString(hash):
		return false
	case isRandom(hash):
		return true
	case hasDigit.MatchString(hash):
		return false
	}
	random, shaped := 0, 0
	for _, sibling := range siblings {
		if stem, hash := splitHash(sibling); stem != "" && hash != "" {
			shaped++
			if isRandom(hash) {
				random++
			}
		}
	}
	return 2*random > shaped
}

// splitHash returns the part of a file's name before what has the shape of a
// hash, and that; "" when there is none.
func splitHash(name string) (stem, hash string) {
	found := hashShape.FindStringSubmatch(path.Base(name))
	if found == nil {
		return "", ""
	}
	return found[1], found[2]
}

// isRandom tells what must be a hash from what may be a word.
func isRandom(s string) bool {
	if hasDigit.MatchString(s) {
		return hasLetter.MatchString(s) && !notRandom.MatchString(s)
	}
	return eightCaps.MatchString(s)
}

// withoutHash is the path of a hashed file without its hash: "assets/main.js".
func withoutHash(name string) string {
	found := hashShape.FindStringSubmatch(path.Base(name))
	if found == nil || found[1] == "" {
		return name
	}
	return path.Join(path.Dir(name), strings.TrimRight(found[1], "-.")+found[3])
}
