// Package js writes pieces of JavaScript: string literals and names.
package js

import (
	"encoding/json"
	"strconv"
)

// Quote writes a string literal, which is JSON as well.
func Quote(s string) string {
	data, err := json.Marshal(s)
	if err != nil {
		panic(err) // strings always marshal
	}
	return string(data)
}

// Unquote reads an exported name, which may be a string.
func Unquote(name string) string {
	if text, err := strconv.Unquote(name); err == nil {
		return text
	}
	return name
}

// ShortName returns the nth of a, b, …, z, A, …, Z, aa, ….
func ShortName(n int) string {
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	name := ""
	for n++; n > 0; n = (n - 1) / len(letters) {
		name = string(letters[(n-1)%len(letters)]) + name
	}
	return name
}

// IsIdentifier tells whether a name is one that needs no quotes. Every character
// that is not ASCII counts as a letter, as it does in what esbuild prints.
func IsIdentifier(name string) bool {
	for i := range len(name) {
		c := name[i]
		letter := c == '_' || c == '$' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c >= 0x80
		if !letter && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return name != ""
}
