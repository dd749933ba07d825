package pipeline_test

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// patience is how long a test waits for a page; machines that run other things
// as well are slow.
const patience = 90 * time.Second

// background is the context of what outlives a test's function.
func background() (context.Context, context.CancelFunc) {
	return context.WithCancel(context.Background())
}

// visitor is somebody with a browser of his own and one page.
type visitor struct {
	t      *testing.T
	ctx    context.Context
	origin string
	leave  func()

	mu       sync.Mutex
	errors   []string // uncaught exceptions and what the console shows as errors
	requests []string // requests that failed
}

func newVisitor(t *testing.T, origin string) *visitor {
	t.Helper()
	ctx, cancel := chromedp.NewContext(shared.browser.Context(context.Background()), chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	v := &visitor{t: t, ctx: ctx, origin: origin, leave: cancel}
	if err := chromedp.Listen(ctx, v.listen); err != nil {
		t.Fatal(err)
	}
	return v
}

func (v *visitor) listen(event any) {
	v.mu.Lock()
	defer v.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		text := e.ExceptionDetails.Text
		if e.ExceptionDetails.Exception != nil {
			text += " " + e.ExceptionDetails.Exception.Description
		}
		v.errors = append(v.errors, text)
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError {
			var words []string
			for _, arg := range e.Args {
				words = append(words, fmt.Sprintf("%s%s", arg.Value, arg.Description))
			}
			v.errors = append(v.errors, strings.Join(words, " "))
		}
	case *log.EventEntryAdded:
		switch {
		case e.Entry.Level != log.EntryLevelError:
		case e.Entry.Source == log.EntrySourceNetwork:
			v.requests = append(v.requests, e.Entry.Text+" "+e.Entry.URL)
		default:
			v.errors = append(v.errors, e.Entry.Text+" "+e.Entry.URL)
		}
	}
}

// failed returns what went wrong since it was called last.
func (v *visitor) failed() (errors, requests []string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	errors, requests = v.errors, v.requests
	v.errors, v.requests = nil, nil
	return errors, requests
}

// open loads a path anew and returns the HTML of the page that says it is ready
// by this mark.
func (v *visitor) open(path, mark string) string {
	v.t.Helper()
	v.visit(path)
	return v.shown(mark)
}

// visit loads a path anew.
func (v *visitor) visit(path string) {
	v.t.Helper()
	ctx, cancel := context.WithTimeout(v.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, chromedp.Navigate(v.origin+path)); err != nil {
		v.t.Fatalf("open %s: %v", path, err)
	}
}

// settled resolves to the HTML of the application once it carries the mark and
// has stopped to change.
const settled = `new Promise((resolve) => {
	let last = '', same = 0;
	const timer = setInterval(() => {
		const html = document.documentElement.dataset.ready === %q ? document.getElementById('root').outerHTML : '';
		same = html && html === last ? same + 1 : 0;
		last = html;
		if (same === 3) resolve(html, clearInterval(timer));
	}, 50);
})`

// shown waits for the mark and returns the application's HTML, comparable with
// that of other builds.
func (v *visitor) shown(mark string) string {
	v.t.Helper()
	html, err := try[string](v, settled, mark)
	if err != nil {
		errors, requests := v.failed()
		there, _ := try[string](v, `document.documentElement.dataset.ready + ' ' + document.body.innerHTML.slice(0, 500)`)
		v.t.Fatalf("the page does not get ready as %q: %v\nerrors: %q\nfailed requests: %q\nit shows: %s", mark, err, errors, requests, there)
	}
	return comparable(html, v.origin)
}

// eval evaluates a JavaScript expression; promises are awaited.
func eval[T any](v *visitor, format string, args ...any) T {
	v.t.Helper()
	value, err := try[T](v, format, args...)
	if err != nil {
		errors, requests := v.failed()
		v.t.Fatalf("%s: %v\nerrors: %q\nfailed requests: %q", fmt.Sprintf(format, args...), err, errors, requests)
	}
	return value
}

func try[T any](v *visitor, format string, args ...any) (T, error) {
	ctx, cancel := context.WithTimeout(v.ctx, patience)
	defer cancel()
	return chromedp.Run(ctx, chromedp.Evaluate[T](fmt.Sprintf(format, args...), chromedp.EvalAwaitPromise))
}

// comparable is rendered HTML without what differs from build to build: hashes
// in URLs, and the local class names of CSS modules.
func comparable(html, origin string) string {
	html = strings.ReplaceAll(html, origin, "")
	html = regexp.MustCompile(`src="[^"]*?(\w+)[-.][\w-]{6,}\.(svg|png)"`).ReplaceAllString(html, `src="$1.$2"`)
	global := regexp.MustCompile(`^(css-|Mui|recharts-)`)
	names := map[string]string{}
	return regexp.MustCompile(`class="[^"]*"`).ReplaceAllStringFunc(html, func(attribute string) string {
		list := strings.Split(attribute[len(`class="`):len(attribute)-1], " ")
		for i, name := range list {
			if global.MatchString(name) {
				continue
			}
			if names[name] == "" {
				names[name] = fmt.Sprintf("class-%d", len(names)+1)
			}
			list[i] = names[name]
		}
		return `class="` + strings.Join(list, " ") + `"`
	})
}
