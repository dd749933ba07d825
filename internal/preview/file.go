package preview

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/paintbox-build/paintbox/internal/coding"
	"github.com/paintbox-build/paintbox/internal/inspect"
	"github.com/paintbox-build/paintbox/internal/mediatype"
)

// file is a file of the build with what its answers say, as it was when it was
// looked up. Values of headers are lists that all answers share.
type file struct {
	beside                    *listing
	contentType, cacheControl []string
	variants                  []variant // the file as it is, then its compressed siblings
}

// variant is a file as it is, or a compressed sibling.
type variant struct {
	coding                 coding.Coding
	path                   string
	info                   fs.FileInfo
	etag, length, modified []string
	data                   *atomic.Pointer[[]byte] // nil for a file that is too large to be held
}

// listing is a directory as it was when its names were read.
type listing struct {
	path   string
	info   fs.FileInfo
	hashed func(name string) bool
}

// maxHeld is the size up to which a body is held in memory.
const maxHeld = 1 << 20

// look finds a file and the siblings that decode to it; nil where there is no such file.
func (h *Handler) look(dir folder, name string) (*file, error) {
	info, err := dir.file(name)
	if info == nil {
		return nil, err
	}
	beside, err := h.beside(dir, name)
	if err != nil {
		return nil, err
	}
	f := &file{beside: beside, contentType: []string{mediatype.Of(name)}, cacheControl: []string{"no-cache"}}
	// Hashed files may be kept for ever; everything else is to be asked for again,
	// which costs a 304.
	if path.Ext(name) != ".html" && beside.hashed(name) {
		f.cacheControl[0] = "public, max-age=31536000, immutable"
	}
	f.add(coding.Coding{Token: identity}, h.path(name), info)
	for _, c := range coding.Table() {
		sibling, err := dir.file(name + c.Suffix)
		if err != nil {
			return nil, err
		}
		if sibling == nil {
			continue
		}
		ok, err := h.decodes(dir, c, name, info, sibling)
		if err != nil {
			return nil, err
		}
		if ok {
			f.add(c, h.path(name+c.Suffix), sibling)
		}
	}
	return f, nil
}

func (f *file) add(c coding.Coding, path string, info fs.FileInfo) {
	v := variant{
		coding: c, path: path, info: info, etag: []string{etag(info, c.Token)}, length: []string{strconv.FormatInt(info.Size(), 10)},
		modified: []string{info.ModTime().UTC().Format(http.TimeFormat)},
	}
	if info.Size() <= maxHeld {
		v.data = new(atomic.Pointer[[]byte])
	}
	f.variants = append(f.variants, v)
}

// etag is distinct for every encoding of every version of a file.
func etag(info fs.FileInfo, token string) string {
	return `"` + strconv.FormatInt(info.ModTime().UnixNano(), 36) + "-" + strconv.FormatInt(info.Size(), 36) + "-" + token + `"`
}

// beside reads the names in a file's directory, once for as long as they stay.
func (h *Handler) beside(dir folder, name string) (*listing, error) {
	l := &listing{path: h.path(path.Dir(name))}
	if old, ok := h.listings.get(l.path); ok && old.holds() {
		return old, nil
	}
	info, err := dir.stat(path.Dir(name))
	if err != nil {
		return nil, err
	}
	names, err := dir.names(name)
	if err != nil {
		return nil, err
	}
	l.info, l.hashed = info, inspect.Beside(names)
	if info != nil && isSettled(info) { // it may be gone again
		h.listings.put(l.path, l)
	}
	return l, nil
}

// holds tells whether the same names are still there.
func (l *listing) holds() bool {
	now, err := os.Stat(l.path)
	return err == nil && l.info != nil && same(now, l.info)
}

// holds tells whether a variant of the file is still what it was, with a look at its
// directory, at the file itself and at the variant.
func (f *file) holds(v *variant) bool {
	return v.holds() && (v == &f.variants[0] || f.variants[0].holds()) && f.beside.holds()
}

func (v *variant) holds() bool {
	now, err := os.Lstat(v.path)
	return err == nil && same(now, v.info)
}

// same tells whether nothing was written between two looks, at least one of them
// at a settled file.
func same(a, b fs.FileInfo) bool {
	return a.ModTime().Equal(b.ModTime()) && a.Size() == b.Size() && os.SameFile(a, b)
}

// isSettled tells whether the time of the last change is so long ago that another
// change would have another time. File systems that know only seconds have
// none of the smaller units.
func isSettled(info fs.FileInfo) bool {
	tick := 100 * time.Millisecond
	if info.ModTime().Nanosecond() == 0 {
		tick = 2 * time.Second
	}
	return time.Since(info.ModTime()) > tick
}

func (h *Handler) path(name string) string { return filepath.Join(h.dir, filepath.FromSlash(name)) }

// errChanged says that a file is another one than was found.
type errChanged struct{}

func (errChanged) Error() string { return "the file has changed" }

// body returns the bytes of a variant in memory, or else the open file.
func (h *Handler) body(v *variant) (data []byte, open *os.File, err error) {
	if v.data != nil {
		if held := v.data.Load(); held != nil {
			return *held, nil, nil
		}
	}
	open, err = os.Open(v.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, errChanged{}
	}
	if err != nil {
		return nil, nil, err
	}
	info, err := open.Stat()
	if err == nil && !same(info, v.info) {
		err = errChanged{}
	}
	if err != nil {
		return nil, nil, errors.Join(err, open.Close())
	}
	if v.data == nil || !isSettled(v.info) {
		return nil, open, nil
	}
	data = make([]byte, info.Size())
	if _, err = io.ReadFull(open, data); err != nil { // it is being written
		return nil, nil, errors.Join(errChanged{}, open.Close())
	}
	if h.held.Add(info.Size()) > maxBodies {
		h.held.Store(0)
		h.files.clear() // and with them what they hold
	} else {
		v.data.Store(&data)
	}
	return data, nil, open.Close()
}

// send answers with a variant of a file.
func (h *Handler) send(w http.ResponseWriter, r *http.Request, f *file, v *variant) error {
	data, open, err := h.body(v)
	if err != nil {
		return err
	}
	header := w.Header()
	header["Content-Type"], header["Cache-Control"] = f.contentType, f.cacheControl
	header["Etag"] = v.etag
	if v.coding.Token != identity {
		header["Content-Encoding"] = []string{v.coding.Token}
	}
	if open != nil {
		defer func() { _ = open.Close() }() // it was only read
		if v.coding.Token != identity && r.Header.Get("Range") == "" {
			header["Content-Length"] = v.length
		}
		http.ServeContent(w, r, "", v.info.ModTime(), open)
		return nil
	}
	if isPlainGet(r) {
		header["Content-Length"], header["Last-Modified"], header["Accept-Ranges"] = v.length, v.modified, []string{"bytes"}
		together(r.Context(), func() { _, _ = w.Write(data) }) // the client has gone
		return nil
	}
	if v.coding.Token != identity && r.Header.Get("Range") == "" {
		header["Content-Length"] = v.length
	}
	http.ServeContent(w, r, "", v.info.ModTime(), bytes.NewReader(data))
	return nil
}

// isPlainGet tells a request for all of a file, whatever the client has.
func isPlainGet(r *http.Request) bool {
	if r.Method != http.MethodGet {
		return false
	}
	for _, name := range [...]string{"Range", "If-None-Match", "If-Modified-Since", "If-Match", "If-Unmodified-Since", "If-Range"} {
		if r.Header[name] != nil {
			return false
		}
	}
	return true
}
