// Package preview serves a build on loopback as a good host would: compressed
// siblings by the client's preferences, an ETag for each encoding, headers that
// cache hashed files for ever and nothing else, ranges, and the page for every
// route of a single-page application.
//
// A Handler keeps nothing in memory but the request at hand: it opens the
// directory anew each time, so that it follows a build that replaces it, and
// hands files to the kernel to send.
package preview

import (
	"errors"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path"
	"strconv"
	"strings"

	"github.com/paintbox-build/paintbox/internal/coding"
	"github.com/paintbox-build/paintbox/internal/inspect"
)

// Handler serves a directory.
type Handler struct {
	dir  string
	base string
}

// New returns a handler for a directory that is published at base, a path such
// as "/" or "/app/". It is an error if the directory cannot be opened.
func New(dir, base string) (*Handler, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	base = strings.TrimSuffix(path.Join("/", base), "/") + "/"
	return &Handler{dir, base}, root.Close()
}

// Base is the path at which the directory is published; it ends in "/".
func (h *Handler) Base() string { return h.base }

// ServeHTTP answers GET and HEAD requests.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("X-Content-Type-Options", "nosniff")
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
		return
	}
	root, err := os.OpenRoot(h.dir)
	if err != nil {
		http.Error(w, "the directory is gone", http.StatusInternalServerError)
		return
	}
	defer func() { _ = root.Close() }() // it was only read
	h.serve(w, r, folder{root})
}

func (h *Handler) serve(w http.ResponseWriter, r *http.Request, dir folder) {
	name, ok := strings.CutPrefix(r.URL.Path, h.base)
	if !ok {
		if r.URL.Path == "/" || r.URL.Path+"/" == h.base {
			redirect(w, r, h.base)
			return
		}
		notFound(w)
		return
	}
	trimmed := strings.TrimSuffix(name, "/")
	info := dir.stat(trimmed)
	switch {
	case !isPlain(name):
		notFound(w)
	case info != nil && info.Mode().IsRegular() && trimmed == name:
		h.send(w, r, dir, name)
	case info != nil && info.IsDir() && dir.isFile(path.Join(trimmed, "index.html")):
		if trimmed != name || name == "" {
			h.send(w, r, dir, path.Join(trimmed, "index.html"))
			return
		}
		redirect(w, r, r.URL.Path+"/")
	case isNavigation(r) && path.Ext(name) == "" && dir.isFile("index.html"):
		h.send(w, r, dir, "index.html")
	default:
		notFound(w)
	}
}

// redirect sends the client to another path of this server.
func redirect(w http.ResponseWriter, r *http.Request, to string) {
	http.Redirect(w, r, (&url.URL{Path: to, RawQuery: r.URL.RawQuery}).String(), http.StatusMovedPermanently)
}

func notFound(w http.ResponseWriter) {
	w.Header().Set("Cache-Control", "no-cache")
	http.Error(w, "not found", http.StatusNotFound)
}

// isPlain tells whether a path consists of names that are served: no "..", no
// empty names, and no dot files except .well-known.
func isPlain(name string) bool {
	if name == "" {
		return true
	}
	for part := range strings.SplitSeq(strings.TrimSuffix(name, "/"), "/") {
		if part == "" || part[0] == '.' && part != ".well-known" || strings.ContainsAny(part, "\\\x00") {
			return false
		}
	}
	return true
}

// isNavigation tells whether a person opens a page, in contrast to a page that
// loads a part.
func isNavigation(r *http.Request) bool {
	if mode := r.Header.Get("Sec-Fetch-Mode"); mode != "" {
		return mode == "navigate"
	}
	return strings.Contains(r.Header.Get("Accept"), "text/html")
}

// send answers with a file, or with a compressed sibling if the client likes
// that better.
func (h *Handler) send(w http.ResponseWriter, r *http.Request, dir folder, name string) {
	header := w.Header()
	header.Set("Content-Type", typeOf(name))
	header.Set("Cache-Control", cacheControl(dir, name))
	available := []coding.Coding{{Token: identity}}
	for _, c := range coding.Table() {
		if dir.isFile(name + c.Suffix) {
			available = append(available, c)
		}
	}
	if len(available) > 1 {
		header.Set("Vary", "Accept-Encoding")
	}
	chosen, ok := choose(r.Header.Values("Accept-Encoding"), available)
	if !ok {
		header.Del("Content-Type")
		http.Error(w, "no acceptable encoding", http.StatusNotAcceptable)
		return
	}
	file, err := dir.open(name + chosen.Suffix)
	if err != nil {
		notFound(w)
		return
	}
	defer func() { _ = file.Close() }() // it was only read
	info, err := file.Stat()
	if err != nil {
		notFound(w)
		return
	}
	header.Set("ETag", etag(info, chosen.Token))
	if chosen.Token != identity {
		header.Set("Content-Encoding", chosen.Token)
		if r.Header.Get("Range") == "" {
			header.Set("Content-Length", strconv.FormatInt(info.Size(), 10))
		}
	}
	http.ServeContent(w, r, "", info.ModTime(), file)
}

// etag is distinct for every encoding of every version of a file.
func etag(info fs.FileInfo, token string) string {
	return `"` + strconv.FormatInt(info.ModTime().UnixNano(), 36) + "-" + strconv.FormatInt(info.Size(), 36) + "-" + token + `"`
}

// cacheControl lets hashed files be kept for ever; everything else is to be
// asked for again, which costs a 304.
func cacheControl(dir folder, name string) string {
	if path.Ext(name) != ".html" && (inspect.Hashed(name, nil) || inspect.Hashed(name, dir.siblings(name))) {
		return "public, max-age=31536000, immutable"
	}
	return "no-cache"
}

// folder is the directory during one request. It follows no symbolic links.
type folder struct{ root *os.Root }

// stat returns nil for what is not there or behind a symbolic link.
func (d folder) stat(name string) fs.FileInfo {
	if name == "" {
		name = "."
	}
	var info fs.FileInfo
	for i := 0; i <= len(name); i++ {
		if i < len(name) && name[i] != '/' {
			continue
		}
		var err error
		if info, err = d.root.Lstat(name[:i]); err != nil || info.Mode()&fs.ModeSymlink != 0 {
			return nil
		}
	}
	return info
}

func (d folder) isFile(name string) bool {
	info := d.stat(name)
	return info != nil && info.Mode().IsRegular()
}

func (d folder) open(name string) (*os.File, error) {
	if !d.isFile(name) {
		return nil, errors.New("not a file: " + name)
	}
	return d.root.Open(name)
}

// siblings lists the names beside a file.
func (d folder) siblings(name string) []string {
	entries, err := fs.ReadDir(d.root.FS(), path.Dir(name))
	if err != nil {
		return nil
	}
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = e.Name()
	}
	return names
}
