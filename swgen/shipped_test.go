package swgen_test

import (
	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/js"
)

// shipped minifies as a build does.
func shipped(script []byte) ([]byte, error) {
	m := minify.New()
	m.AddFunc("js", js.Minify)
	return m.Bytes("js", append([]byte(nil), script...))
}
