package main

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/preview"
)

// previewPort is where preview listens if it is not told otherwise.
const previewPort = 4173

// previewFlags are the flags of preview.
type previewFlags struct {
	listen preview.Options
	base   string
	watch  bool
	poll   bool
}

func (a *app) previewCommand() *cobra.Command {
	var f previewFlags
	cmd := &cobra.Command{
		Use:   "preview [directory]",
		Short: "Serve a build on this machine as a good host would",
		Long: `Serve a build on this machine as a good host would: compressed files by what the
browser accepts, headers that cache hashed files for ever and have everything
else asked for again, ranges, and the page for every route of the application.

Without a directory it serves the output directory of the configuration.`,
		Example: `  paintbox preview
  paintbox preview --watch
  paintbox preview dist --base /app/ --port 8080 --https
  paintbox preview --host 0.0.0.0 --allow-host app.example.test`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usageError("paintbox preview dist", "preview takes one directory")
			}
			return nil
		},
		ValidArgsFunction: completeDirectory,
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case f.poll && !f.watch:
				return usageError("add --watch, or leave it out", "--poll is about --watch")
			case f.watch && len(args) > 0:
				return usageError("leave out the directory", "--watch serves what it builds")
			case f.watch:
				return a.live(cmd.Context(), &f)
			}
			return a.preview(cmd.Context(), f, args)
		},
	}
	flags := cmd.Flags()
	flags.IntVar(&f.listen.Port, "port", previewPort, "`number` of the port; 0 takes a free one")
	flags.StringVar(&f.listen.Host, "host", "", "`address` to listen on; 0.0.0.0 lets other machines in (default this machine only)")
	flags.StringArrayVar(&f.listen.AllowHosts, "allow-host", nil, "`name` by which browsers may call this machine, beside localhost and addresses; repeatable, .example.com allows all below")
	flags.BoolVar(&f.listen.HTTPS, "https", false, "encrypt, with a certificate that nobody has signed")
	flags.BoolVar(&f.watch, "watch", false, "build first, and again when a file changes; pages load themselves again and show errors")
	flags.BoolVar(&f.poll, "poll", false, "with --watch: look for changes, where the system does not tell of them, as in some containers")
	flags.StringVar(&f.base, "base", "", "`path` of the directory on the server (default the configuration's, else /)")
	return cmd
}

// preview is the command "preview". It ends when it is interrupted.
func (a *app) preview(ctx context.Context, f previewFlags, args []string) error {
	dir, base, err := a.built(args)
	if err != nil {
		return err
	}
	if f.base != "" {
		base = f.base
	}
	a.collectSeldom()
	return a.serve(ctx, &f, dir, base, func(h *preview.Handler) http.Handler { return h })
}

// serve serves a directory, until it is interrupted.
func (a *app) serve(ctx context.Context, f *previewFlags, dir, base string, with func(*preview.Handler) http.Handler) error {
	if u, err := url.Parse(base); err == nil {
		base = u.Path
	}
	handler, err := preview.New(dir, base)
	if err != nil {
		return usageError("build first, or name the directory of a build", "%v", err)
	}
	handler.Report = a.sometimes(10 * time.Second)
	for _, name := range f.listen.AllowHosts {
		if strings.ContainsAny(name, "/:*@ ") || strings.Trim(name, ".") == "" {
			return usageError("write a name such as app.example.test, without scheme and port", "--allow-host %q is no name of a machine", name)
		}
	}
	f.listen.Base = handler.Base()
	server, err := preview.Listen(ctx, with(handler), f.listen)
	if err != nil {
		return usageError("choose another --port, or 0 for a free one", "%v", err)
	}
	if !a.quiet {
		if _, err := fmt.Fprintln(a.stdout, server.URL()); err != nil {
			return err
		}
	}
	if err := server.Serve(ctx); err != nil {
		return buildError{err}
	}
	return nil
}

// sometimes returns a function that prints a warning, and no other one for a while,
// however often it is called. Several goroutines may call it.
func (a *app) sometimes(pause time.Duration) func(text string) {
	var mu sync.Mutex
	var last time.Time
	return func(text string) {
		mu.Lock()
		defer mu.Unlock()
		if now := time.Now(); now.Sub(last) >= pause {
			last = now
			a.term.warn([]asset.Message{{Text: text}})
		}
	}
}
