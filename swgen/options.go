package swgen

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/glob"
)

// Options say what the service worker stores and how it answers. The zero
// value means the defaults.
type Options struct {
	// Precache lists the files that are stored at installation: paths of the output, with or without content hash, sources, or globs of these ("assets/*.woff2"). The first page among them is the shell. By default the page index.html, its entry script and its entry style sheet.
	Precache []string `json:"precache,omitempty"`
	// PrecacheLimit is the largest number of precached files, 3 by default.
	PrecacheLimit int `json:"precacheLimit,omitempty"`
	// CacheLimit is the largest number of decoded bytes in all of the worker's caches together, 25MB by default.
	CacheLimit asset.Size `json:"cacheLimit,omitempty"`
	// StaticMaxSize is the size in decoded bytes up to which a file other than an image is stored when it is used, 500KB by default.
	StaticMaxSize asset.Size `json:"staticMaxSize,omitempty"`
	// ImageMaxSize is the size in decoded bytes up to which an image is stored when it is used, 200KB by default.
	ImageMaxSize asset.Size `json:"imageMaxSize,omitempty"`
	// NavigationTimeout is how long a navigation waits for the network before the shell answers, "3s" by default.
	NavigationTimeout Duration `json:"navigationTimeout,omitempty"`
	// NavigationExclude lists the beginnings of paths, or globs for them, counted from base, that never get the shell. Nil means ["/api/"].
	NavigationExclude []string `json:"navigationExclude,omitempty"`
	// Scope is the path that the worker controls, at or below base; base by default.
	Scope string `json:"scope,omitempty"`
	// File is the name of the worker in the top directory of the output, "sw.js" by default.
	File string `json:"file,omitempty"`
	// Register adds a script to the entry pages that registers the worker.
	Register bool `json:"register,omitempty"`
	// Kill writes a worker that removes the application's caches and registration instead.
	Kill bool `json:"kill,omitempty"`

	// Version of the tool, for the header of the worker; "" leaves it out.
	Version string `json:"-"`
	// Flags are what people who state the options by flags know these as, by key; an option without one is named by its key.
	Flags map[string]string `json:"-"`
	// Minify minifies a script; nil leaves scripts as they are.
	Minify func(js []byte) ([]byte, error) `json:"-"`
}

// Duration is a time that reads as "3s" or "800ms" in JSON and in flags.
type Duration time.Duration

// Milliseconds rounds the duration down to whole milliseconds.
func (d Duration) Milliseconds() int64 { return time.Duration(d).Milliseconds() }

// String writes the duration as Go does: "3s".
func (d Duration) String() string { return time.Duration(d).String() }

// Set reads a duration such as "3s"; it must be positive.
func (d *Duration) Set(text string) error {
	t, err := time.ParseDuration(text)
	if err != nil || t < time.Millisecond || t > 24*time.Hour {
		return fmt.Errorf("bad duration %q (write a number and ms, s or m, such as \"3s\")", text)
	}
	*d = Duration(t)
	return nil
}

// Type names the value in help texts.
func (d *Duration) Type() string { return "duration" }

// UnmarshalJSON accepts a string as Set does.
func (d *Duration) UnmarshalJSON(data []byte) error {
	var text string
	if json.Unmarshal(data, &text) != nil {
		text = string(data)
	}
	return d.Set(text)
}

// MarshalJSON writes the duration as a string.
func (d Duration) MarshalJSON() ([]byte, error) { return json.Marshal(d.String()) }

// The defaults.
const (
	defaultPrecacheLimit = 3
	defaultCacheLimit    = 25 * asset.MB
	defaultStaticMax     = 500 * asset.KB
	defaultImageMax      = 200 * asset.KB
	defaultTimeout       = Duration(3 * time.Second)
	defaultFile          = "sw.js"
)

// Validate reports options that contradict each other, or the base of the
// build (a path such as "/app/"; "" leaves the scope unchecked), before there is
// a build. Generate makes the same checks, and those that need the files.
func Validate(opts Options, base string) error {
	if onOtherServer(base) {
		return nil // no worker will be written
	}
	_, err := opts.resolved(base)
	return err
}

// resolved fills in the defaults and reports options that contradict each
// other. A default limit follows a smaller cache limit; a stated one does not.
func (o Options) resolved(base string) (Options, error) {
	if o.PrecacheLimit < 0 {
		return o, o.wrong("precacheLimit", fmt.Sprintf("%d is negative", o.PrecacheLimit), fmt.Sprintf("give a number of files, or leave it out for %d", defaultPrecacheLimit))
	}
	setDefault(&o.PrecacheLimit, defaultPrecacheLimit)
	setDefault(&o.CacheLimit, defaultCacheLimit)
	setDefault(&o.NavigationTimeout, defaultTimeout)
	setDefault(&o.File, defaultFile)
	for _, limit := range []struct {
		name string
		size *asset.Size
		std  asset.Size
	}{{"staticMaxSize", &o.StaticMaxSize, defaultStaticMax}, {"imageMaxSize", &o.ImageMaxSize, defaultImageMax}} {
		if *limit.size > o.CacheLimit {
			return o, o.wrong(limit.name, fmt.Sprintf("%s is larger than %s (%s)", *limit.size, o.called("cacheLimit"), o.CacheLimit), "lower it or raise "+o.called("cacheLimit"))
		}
		setDefault(limit.size, min(limit.std, o.CacheLimit))
	}
	if o.NavigationExclude == nil {
		o.NavigationExclude = []string{"/api/"}
	}
	for _, prefix := range o.NavigationExclude {
		if err := o.checkExclude(prefix); err != nil {
			return o, err
		}
	}
	if strings.ContainsAny(o.File, `/\`) || !strings.HasSuffix(o.File, ".js") {
		return o, o.wrong("file", fmt.Sprintf("%q is not the name of a script in the top directory", o.File), fmt.Sprintf("write a name such as %q", defaultFile))
	}
	for _, pattern := range o.Precache {
		if !glob.Valid(pattern) {
			return o, o.wrong("precache", fmt.Sprintf("bad pattern %q", pattern), `write a path, or a glob such as "assets/*.woff2"`)
		}
	}
	return o, o.checkScope(base)
}

func setDefault[T comparable](value *T, standard T) {
	var zero T
	if *value == zero {
		*value = standard
	}
}

// checkScope checks that the scope is inside the base: a browser refuses a
// worker any wider scope than its own directory.
func (o Options) checkScope(base string) error {
	if o.Scope != "" && strings.HasPrefix(base, "/") && !strings.HasPrefix(o.Scope, base) {
		return o.wrong("scope", fmt.Sprintf("%q is outside base %q", o.Scope, base), "begin the scope with the base")
	}
	return nil
}

// onOtherServer tells whether base is a URL with a host, such as a CDN's.
func onOtherServer(base string) bool {
	u, err := url.Parse(base)
	return err == nil && u.Host != ""
}

// checkExclude checks a pattern of NavigationExclude.
func (o Options) checkExclude(pattern string) error {
	if !strings.HasPrefix(pattern, "/") || strings.ContainsAny(pattern, "\r\n\u2028\u2029") {
		return o.wrong("navigationExclude", fmt.Sprintf("%q is not a path that begins with \"/\"", pattern), `write the beginning of a path, such as "/api/"`)
	}
	if escaped := asInURL(pattern); strings.Contains(pattern, "[") && escaped != pattern { // one character is several in a URL
		return o.wrong("navigationExclude", fmt.Sprintf("%q has a class beside characters that URLs have escaped", pattern), `write a pattern for each character, such as "/{ä,ö}/"`)
	}
	if _, ok := glob.Expression(pattern); !ok && pattern != "/" {
		return o.wrong("navigationExclude", fmt.Sprintf("bad pattern %q", pattern), `write the beginning of a path, or a glob for it such as "/{api,auth}/"`)
	}
	return nil
}

// asInURL writes what is not ASCII as the address of a page has it.
func asInURL(text string) string {
	var b strings.Builder
	for i := range len(text) {
		if c := text[i]; c < 0x80 {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

// excludePattern is the JavaScript regular expression of NavigationExclude; one that
// matches nothing when there is no path. The worker counts paths from base.
func (o Options) excludePattern(base string) string {
	if len(o.NavigationExclude) == 0 {
		return `(?!)`
	}
	paths := make([]string, len(o.NavigationExclude))
	for i, path := range o.NavigationExclude {
		source, _ := glob.Expression(asInURL(strings.TrimPrefix(path, base))) // "" is all below the base
		paths[i] = `\/` + source
	}
	return "^(?:" + strings.Join(paths, "|") + ")"
}

// wrong is an error of an option.
func (o Options) wrong(key, text, note string) error {
	return &asset.SettingError{Key: o.inFull(key), Text: text, Note: note}
}

// called is what people know an option as, among others.
func (o Options) called(key string) string { return cmp.Or(o.Flags[key], key) }

// inFull is what they know it as among all options of a build.
func (o Options) inFull(key string) string { return cmp.Or(o.Flags[key], "serviceWorker."+key) }
