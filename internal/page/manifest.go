package page

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/paintbox-build/paintbox/internal/minify"
)

// RewriteManifest returns a web app manifest whose images have the URLs that
// resolve returns: src of icons, screenshots, and icons of shortcuts and file
// handlers. URLs that resolve does not know, and those of other servers, stay.
// The result is minified; keys keep their order. A manifest that is not a JSON
// object is an error.
//
// Browsers resolve a manifest's URLs against its own: published in another
// directory than its source's, its start_url and scope mean something else.
func RewriteManifest(src []byte, resolve func(url string) (string, bool)) ([]byte, error) {
	m := newManifest(src, resolve)
	if err := m.read(); err != nil {
		line := 1 + bytes.Count(m.src[:min(int(m.dec.InputOffset()), len(m.src))], []byte("\n"))
		return nil, fmt.Errorf("web app manifest, line %d: %w", line, err)
	}
	return minify.JSON(apply(m.src, m.splices))
}

// ManifestImages lists the URLs that RewriteManifest asks resolve for, as far as
// the manifest is one.
func ManifestImages(src []byte) []string {
	var urls []string
	m := newManifest(src, func(url string) (string, bool) {
		urls = append(urls, url)
		return "", false
	})
	_ = m.read() // rewriting reports it
	return urls
}

// manifest walks through the tokens of a manifest.
type manifest struct {
	dec     *json.Decoder
	src     []byte
	resolve func(string) (string, bool)
	splices []splice
}

func newManifest(src []byte, resolve func(string) (string, bool)) *manifest {
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	return &manifest{dec: json.NewDecoder(bytes.NewReader(src)), src: src, resolve: resolve}
}

func (m *manifest) read() error {
	token, err := m.dec.Token()
	if err == nil && token != json.Delim('{') {
		err = errors.New("it is not a JSON object")
	}
	if err == nil {
		err = m.object("")
	}
	if err == nil {
		if _, more := m.dec.Token(); !errors.Is(more, io.EOF) {
			err = errors.New("something follows the JSON object")
		}
	}
	return err
}

// object reads the rest of an object; list is the key of the array that holds
// it.
func (m *manifest) object(list string) error {
	for m.dec.More() {
		token, err := m.dec.Token()
		if err != nil {
			return err
		}
		key, _ := token.(string)
		start := int(m.dec.InputOffset())
		token, err = m.dec.Token()
		if err != nil {
			return err
		}
		if url, ok := token.(string); ok && key == "src" && (list == "icons" || list == "screenshots") {
			m.image(start, url)
		}
		if err := m.inside(token, key); err != nil {
			return err
		}
	}
	_, err := m.dec.Token() // the closing brace
	return err
}

// inside reads the rest of the value that starts with token.
func (m *manifest) inside(token json.Token, list string) error {
	switch token {
	case json.Delim('{'):
		return m.object(list)
	case json.Delim('['):
		for m.dec.More() {
			token, err := m.dec.Token()
			if err != nil {
				return err
			}
			if err := m.inside(token, list); err != nil {
				return err
			}
		}
		_, err := m.dec.Token() // the closing bracket
		return err
	}
	return nil
}

// image replaces the string that was read last; it stands after start.
func (m *manifest) image(start int, url string) {
	if isExternal(url) {
		return
	}
	final, ok := m.resolve(url)
	if !ok {
		return
	}
	text, err := json.Marshal(final)
	if err != nil {
		return // strings always marshal
	}
	start += bytes.IndexByte(m.src[start:], '"')
	m.splices = append(m.splices, splice{start, int(m.dec.InputOffset()), string(text)})
}
