// Package browsertest starts the Chromium that a package's tests share. Every
// test opens a browser context of its own in it: empty caches, no service
// worker. For tests only.
package browsertest

import (
	"context"
	"fmt"
	"sync"

	"github.com/chromedp/chromedp"
)

// Browser is a Chromium that starts when it is first asked for. The zero value
// is ready; it is safe for concurrent use.
type Browser struct {
	start sync.Once
	ctx   context.Context
	stop  func()
}

// Context returns the context that chromedp's contexts of this browser are made
// of. The browser starts with the first caller's ctx, which has to outlive the
// test: Stop ends it. Context panics where Chromium does not start: no test of the package can go on.
func (b *Browser) Context(ctx context.Context) context.Context {
	b.start.Do(func() {
		flags := append(chromedp.DefaultExecAllocatorOptions[:],
			chromedp.Flag("disable-gpu", true),
			chromedp.Flag("no-sandbox", true),
			chromedp.Flag("disable-quic", true),
			chromedp.Flag("disable-component-update", true),
		)
		allocator, stop := chromedp.NewExecAllocator(ctx, flags...)
		browser, closeBrowser := chromedp.NewContext(allocator)
		if err := chromedp.Do(browser); err != nil {
			panic(fmt.Sprintf("start Chromium (on Debian: apt-get install chromium): %v", err))
		}
		b.ctx, b.stop = browser, func() { closeBrowser(); stop() }
	})
	return b.ctx
}

// Stop ends the browser, if it was started. No other method may be called after it.
func (b *Browser) Stop() {
	b.start.Do(func() {})
	if b.stop != nil {
		b.stop()
	}
}
