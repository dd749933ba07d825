package preview_test

import (
	"context"
	"errors"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"

	"github.com/paintbox-build/paintbox/internal/coding"
	"github.com/paintbox-build/paintbox/internal/preview"
	"github.com/paintbox-build/paintbox/internal/projecttest"
)

// A route of the application is answered by its page, which is asked for again
// each time; a file with a hash in its name is kept for ever, and sent compressed.
func ExampleNew() {
	dist, remove := projecttest.Make(`
-- index.html --
<!doctype html>
-- assets/main-4KPQ2XWA.js --
start()
`)
	defer remove()
	for _, c := range coding.Table() {
		script := filepath.Join(dist, "assets/main-4KPQ2XWA.js")
		encoded, _, err := c.Encoder().Encode(context.Background(), []byte("start()\n"))
		if err = errors.Join(err, os.WriteFile(script+c.Suffix, encoded, 0o600)); err != nil {
			fmt.Println(err)
			return
		}
	}
	handler, err := preview.New(dist, "/")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, path := range []string{"/rooms/7", "/assets/main-4KPQ2XWA.js", "/assets/gone.js"} {
		request := httptest.NewRequest("GET", path, nil)
		request.Header.Set("Accept", "text/html")
		request.Header.Set("Accept-Encoding", "gzip, br")
		answer := httptest.NewRecorder()
		handler.ServeHTTP(answer, request)
		h := answer.Result().Header
		fmt.Println(path, answer.Code, h.Get("Content-Type"), h.Get("Content-Encoding"), h.Get("Cache-Control"))
	}
	// Output:
	// /rooms/7 200 text/html; charset=utf-8  no-cache
	// /assets/main-4KPQ2XWA.js 200 text/javascript; charset=utf-8 br public, max-age=31536000, immutable
	// /assets/gone.js 404 text/plain; charset=utf-8  no-cache
}
