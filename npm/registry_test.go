package npm

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
)

// registry starts the registry that serves the packages, once, and returns its
// address.
func registry() string {
	if shared.registry == nil {
		shared.registry = httptest.NewServer(http.HandlerFunc(serve))
	}
	return shared.registry.URL
}

// serve is an npm registry with our packages: a document for each package, and
// the tarballs that it names. What else is asked for does not exist.
func serve(w http.ResponseWriter, r *http.Request) {
	list, err := packed()
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	for _, t := range list {
		switch strings.TrimPrefix(r.URL.Path, "/") {
		case t.Package:
			document, err := packument(t)
			if err != nil {
				http.Error(w, err.Error(), http.StatusInternalServerError)
				return
			}
			w.Header().Set("Content-Type", "application/json")
			w.Write(document)
			return
		case "tarballs/" + t.Name:
			w.Write(t.Data)
			return
		}
	}
	http.NotFound(w, r)
}

// packument is what a registry says about a package.
func packument(t Tarball) ([]byte, error) {
	var version map[string]any
	if err := json.Unmarshal(contents(t)["package.json"].data, &version); err != nil {
		return nil, err
	}
	sum := sha512.Sum512(t.Data)
	version["dist"] = map[string]string{
		"tarball":   registry() + "/tarballs/" + t.Name,
		"integrity": "sha512-" + base64.StdEncoding.EncodeToString(sum[:]),
	}
	return json.Marshal(map[string]any{
		"name":      t.Package,
		"dist-tags": map[string]string{"latest": testVersion},
		"versions":  map[string]any{testVersion: version},
		"time":      map[string]string{testVersion: "2026-01-01T00:00:00.000Z"},
	})
}

// contents reads a tarball back, by the paths inside the package. A tarball that
// is none gives what could be read.
func contents(t Tarball) map[string]file {
	files := map[string]file{}
	compressed, err := gzip.NewReader(bytes.NewReader(t.Data))
	if err != nil {
		return files
	}
	archive := tar.NewReader(compressed)
	for {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) || err != nil {
			return files
		}
		data, err := io.ReadAll(archive)
		if err != nil {
			return files
		}
		name := strings.TrimPrefix(header.Name, "package/")
		files[name] = file{name, data, header.Mode&0o111 != 0}
	}
}
