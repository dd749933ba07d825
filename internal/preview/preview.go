// Package preview serves a build on loopback as a good host would: compressed
// siblings by the client's preferences, if they decode to their files, an ETag for each encoding, headers that
// cache hashed files for ever and nothing else, ranges, and the page for every
// route of a single-page application.
//
// A Handler follows a build that replaces the directory: what it remembers of a
// file, and bodies of up to 1 MiB, 32 MiB together, it uses only where a look at the
// file and its directory says that they are as they were. A request that finds
// nothing, while the directory is replaced, is tried again. Larger files are
// handed to the kernel to send. The head of an answer and its body are written at once.
package preview

import (
	"errors"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path"
	"strings"
	"sync/atomic"
	"time"

	"github.com/paintbox-build/paintbox/internal/coding"
	"github.com/paintbox-build/paintbox/internal/mediatype"
)

// Handler serves a directory.
type Handler struct {
	// Report is told what keeps files from being served, beside their absence; nil
	// leaves that out. It is set before the first request and called by several
	// goroutines at once.
	Report func(text string)

	dir      string
	base     string
	files    memory[*file]
	listings memory[*listing]
	siblings memory[bool] // by file, sibling and their versions: whether one decodes to the other
	held     atomic.Int64 // bytes of bodies
}

// Limits of what a Handler remembers.
const (
	maxFiles    = 4096
	maxListings = 1024
	maxBodies   = 32 << 20 // bytes
)

// New returns a handler for a directory that is published at base, a path such
// as "/" or "/app/". It is an error if the directory cannot be opened.
func New(dir, base string) (*Handler, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	base = strings.TrimSuffix(path.Join("/", base), "/") + "/"
	h := &Handler{dir: dir, base: base}
	h.files.most, h.listings.most, h.siblings.most = maxFiles, maxListings, maxFiles
	return h, root.Close()
}

// Base is the path at which the directory is published; it ends in "/".
func (h *Handler) Base() string { return h.base }

// ServeHTTP answers GET and HEAD requests.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header()["X-Content-Type-Options"] = []string{"nosniff"}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
		return
	}
	name, ok := strings.CutPrefix(r.URL.Path, h.base)
	switch {
	case !ok && (r.URL.Path == "/" || r.URL.Path+"/" == h.base):
		redirect(w, r, h.base)
	case !ok || !isPlain(name):
		refuse(w, http.StatusNotFound, "not found")
	default:
		h.serve(w, r, name)
	}
}

// serve answers with what a name stands for. Where the directory, or the file,
// is another one by the time that it is read, it looks again, for a second at most.
func (h *Handler) serve(w http.ResponseWriter, r *http.Request, name string) {
	for until := time.Now().Add(time.Second); ; {
		found, replaced, err := h.find(r, name)
		if err == nil && found.file != nil {
			v := choose(r.Header["Accept-Encoding"], found.file.variants)
			if len(found.file.variants) > 1 {
				w.Header()["Vary"] = []string{"Accept-Encoding"}
			}
			if v < 0 {
				http.Error(w, "no acceptable encoding", http.StatusNotAcceptable)
				return
			}
			if err = h.send(w, r, found.file, &found.file.variants[v]); err == nil {
				return
			}
			replaced = errors.Is(err, errChanged{})
		}
		switch {
		case replaced && time.Now().Before(until):
		case isExhausted(err):
			h.fail(w, http.StatusServiceUnavailable, "too many files are open (raise the limit, as by ulimit -n, or close connections)")
			return
		case errors.Is(err, fs.ErrPermission):
			refuse(w, http.StatusForbidden, "not readable")
			return
		case errors.Is(err, errChanged{}):
			h.fail(w, http.StatusServiceUnavailable, name+" is being written again and again")
			return
		case err != nil:
			h.fail(w, http.StatusInternalServerError, "cannot read the directory: "+err.Error())
			return
		case found.redirect != "":
			redirect(w, r, found.redirect)
			return
		default:
			refuse(w, http.StatusNotFound, "not found")
			return
		}
	}
}

// fail answers that the server cannot, and says so to whoever started it.
func (h *Handler) fail(w http.ResponseWriter, status int, text string) {
	if h.Report != nil {
		h.Report(text)
	}
	if status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "1")
	}
	refuse(w, status, text)
}

// redirect sends the client to another path of this server.
func redirect(w http.ResponseWriter, r *http.Request, to string) {
	http.Redirect(w, r, (&url.URL{Path: to, RawQuery: r.URL.RawQuery}).String(), http.StatusMovedPermanently)
}

// refuse answers with a sentence that nobody keeps.
func refuse(w http.ResponseWriter, status int, text string) {
	header := w.Header()
	for _, name := range []string{"Content-Encoding", "Etag", "Vary"} {
		header.Del(name)
	}
	header.Set("Cache-Control", "no-cache")
	http.Error(w, text, status)
}

// place is what a name stands for: a file, the address where it is, or nothing.
type place struct {
	file     *file
	redirect string
}

// find looks a name up: among what is remembered, else in the directory. It tells
// whether the directory was replaced meanwhile, so that what it did not find may
// be there.
func (h *Handler) find(r *http.Request, name string) (found place, replaced bool, err error) {
	at := name
	if name == "" || strings.HasSuffix(name, "/") {
		at = path.Join(name, "index.html")
	}
	if f, ok := h.files.get(at); ok {
		if v := choose(r.Header["Accept-Encoding"], f.variants); f.holds(&f.variants[max(v, 0)]) {
			return place{file: f}, false, nil
		}
	}
	root, err := os.OpenRoot(h.dir)
	if errors.Is(err, fs.ErrNotExist) {
		time.Sleep(20 * time.Millisecond) // between two renames
		return place{}, true, err
	}
	if err != nil {
		return place{}, false, err
	}
	defer func() { _ = root.Close() }() // it was only read
	found, err = h.resolve(r, folder{root}, name)
	if err != nil || found.file != nil {
		return found, false, err
	}
	before, err := root.Stat(".")
	now, gone := os.Stat(h.dir)
	return found, gone != nil || err == nil && !os.SameFile(before, now), err
}

// resolve tells what a name stands for: a file; a directory's page; a page
// without its ending; for a route of the application its page.
func (h *Handler) resolve(r *http.Request, dir folder, name string) (place, error) {
	trimmed := strings.TrimSuffix(name, "/")
	info, err := dir.stat(trimmed)
	if err != nil {
		return place{}, err
	}
	isDir := info != nil && info.IsDir()
	var candidates []string
	if info != nil && info.Mode().IsRegular() && trimmed == name {
		candidates = append(candidates, name)
	}
	if isDir {
		candidates = append(candidates, path.Join(trimmed, "index.html"))
	}
	if trimmed != "" {
		candidates = append(candidates, trimmed+".html")
	}
	if isNavigation(r) && isRoute(name) {
		candidates = append(candidates, "index.html")
	}
	for _, candidate := range candidates {
		f, err := h.remember(dir, candidate)
		switch {
		case err != nil:
			return place{}, err
		case f == nil:
		case isDir && name != "" && candidate == name+"/index.html":
			return place{redirect: r.URL.Path + "/"}, nil
		default:
			return place{file: f}, nil
		}
	}
	return place{}, nil
}

// remember looks a file up and remembers it where it, and what is beside it, has
// been as it is for long enough to tell a change.
func (h *Handler) remember(dir folder, name string) (*file, error) {
	f, err := h.look(dir, name)
	if f == nil || f.beside.info == nil || !isSettled(f.beside.info) {
		return f, err
	}
	h.files.put(name, f)
	return f, nil
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

// isRoute tells a path that may be a route of the application, as /docs/v1.2 and
// /user/jane.doe are, from one that names a file.
func isRoute(name string) bool {
	_, isFile := mediatype.Known(name)
	_, _, isSibling := coding.Sibling(name)
	return !isFile && !isSibling
}
