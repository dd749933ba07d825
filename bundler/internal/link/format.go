package link

import (
	"bytes"
	"encoding/json"
	"path"

	"github.com/evanw/esbuild/pkg/api"
)

// IsModule tells whether a script is an ES module, or in a language that browsers
// do not know.
func IsModule(name string, text []byte) bool {
	switch path.Ext(name) {
	case ".ts", ".tsx", ".jsx", ".mts", ".cts", ".mjs":
		return true
	}
	if !bytes.Contains(text, []byte("import")) && !bytes.Contains(text, []byte("export")) {
		return false
	}
	result := api.Build(api.BuildOptions{
		Stdin:    &api.StdinOptions{Contents: string(text), Sourcefile: "script.js", Loader: api.LoaderJSX},
		Metafile: true, Write: false, LogLevel: api.LogLevelSilent,
	})
	var meta struct {
		Inputs map[string]struct{ Format string }
	}
	return json.Unmarshal([]byte(result.Metafile), &meta) == nil && meta.Inputs["script.js"].Format == "esm"
}
