package swgen

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
)

// listFiles lists every file that the runtime cache may hold, in the form in
// which the worker carries it: four characters for the path, four for the
// bytes, after a "-" for a file whose name carries no content hash. It takes the
// first seed with which no two paths have the same code.
func listFiles(build asset.Build, o Options) (list string, seed uint32, err error) {
	var files []asset.File
	for _, f := range build.Files {
		if o.storable(f) {
			files = append(files, f)
		}
	}
	for seed := range uint32(1000) {
		if list, ok := listWith(files, seed); ok {
			return list, seed, nil
		}
	}
	return "", 0, errors.New("serviceWorker: the build has too many files for one worker; set serviceWorker to false, or build parts of the site on their own")
}

func listWith(files []asset.File, seed uint32) (string, bool) {
	var list strings.Builder
	seen := make(map[string]bool, len(files))
	for _, f := range files {
		code := pathCode(f.Path, seed)
		if seen[code] {
			return "", false
		}
		seen[code] = true
		if !f.Immutable {
			list.WriteByte('-')
		}
		sum := sha256.Sum256(f.Data)
		list.WriteString(code + base64.StdEncoding.EncodeToString(sum[:3]))
	}
	return list.String(), true
}

// storable tells whether the runtime cache may hold the file: pages come from
// the network or the precache, maps are for developers.
func (o Options) storable(f asset.File) bool {
	limit := o.StaticMaxSize
	switch f.Kind {
	case asset.KindHTML, asset.KindMap:
		return false
	case asset.KindImage:
		limit = max(limit, o.ImageMaxSize)
	}
	return f.Path != o.File && asset.Size(len(f.Data)) <= limit
}

// pathCode is FNV-1a over the code points of the path, folded to 24 bits,
// in base64. The worker computes the same.
func pathCode(path string, seed uint32) string {
	hash := 2166136261 ^ seed
	for _, point := range path {
		hash = (hash ^ uint32(point)) * 16777619
	}
	hash ^= hash >> 24
	return base64.StdEncoding.EncodeToString([]byte{byte(hash >> 16), byte(hash >> 8), byte(hash)})
}
