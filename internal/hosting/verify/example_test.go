package verify_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/hosting/verify"
)

// A host that answers everything with its page, as many do, is asked for what is not there.
func Example() {
	page := "<!doctype html><title>x</title>"
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Cache-Control", "no-cache")
		_, _ = w.Write([]byte(page)) // a client that is gone is no matter
	}))
	defer server.Close()
	build := asset.Build{}.With(asset.File{Path: "index.html", Kind: asset.KindHTML, Data: []byte(page)})
	result, err := verify.Site(context.Background(), server.URL, build, verify.Options{})
	if err != nil {
		fmt.Println(err)
	}
	for _, f := range result.Findings {
		fmt.Println(f.Address, f.Text)
	}
	fmt.Println(result.Asked, "questions, failed:", result.Failed())
	// Output:
	// /paintbox-verify/part what a page loads and is not there is answered with a page
	// 5 questions, failed: false
}
