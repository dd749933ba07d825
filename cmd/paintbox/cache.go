package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/cache"
	"github.com/paintbox-build/paintbox/internal/compress"
	"github.com/paintbox-build/paintbox/internal/config"
	"github.com/paintbox-build/paintbox/internal/pipeline"
	"github.com/paintbox-build/paintbox/internal/report"
)

// cache opens the cache of a build.
func (a *app) cache(cfg *config.Config) *cache.Cache {
	if cfg.Cache == nil {
		return nil
	}
	dir := cache.Directory(cfg.Dir, *cfg.Cache, a.environment()[cache.Variable])
	return cache.Open(dir, cfg.Cache.Limit(), version())
}

// store is what a build keeps its results in; nil where nothing is kept.
func store(c *cache.Cache) compress.Store {
	if !c.Keeps() {
		return nil
	}
	return c
}

// named calls the files of messages as seen from the project.
func named(cfg *config.Config, list []asset.Message) []asset.Message {
	for i := range list {
		list[i].File = cfg.Name(list[i].File)
	}
	return list
}

// uses is what the report says of a cache: of results, and not of what led to them.
func uses(c *cache.Cache) []report.CacheUse {
	var list []report.CacheUse
	for _, u := range c.Uses() {
		if !slices.Contains(pipeline.Ways(), u.Kind) {
			list = append(list, report.CacheUse(u))
		}
	}
	return list
}

func (a *app) cacheCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "cache",
		Short: "Show or empty what builds keep for the next",
		Long: `Builds keep what took them long: minified chunks and the compressed forms of
files, by content, and whole builds, by all that they have read. They lie in node_modules/.cache/paintbox of the project, where "cache" in the
configuration says, or where PAINTBOX_CACHE names a directory ("off" keeps none).
A build reads only what is whole, so a cache may be removed at any time.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	add := func(name, short string, run func(dir string, limit asset.Size) (cacheAnswer, error)) {
		cmd.AddCommand(&cobra.Command{Use: name, Short: short, Args: cobra.NoArgs, RunE: func(*cobra.Command, []string) error {
			return a.onCache(run)
		}})
	}
	add("status", "Show how much is kept", func(dir string, limit asset.Size) (cacheAnswer, error) {
		s, err := cache.Read(dir)
		return cacheAnswer{status: s, limit: limit}, err
	})
	removing := func(do func(dir string, limit asset.Size) (cache.Status, error)) func(string, asset.Size) (cacheAnswer, error) {
		return func(dir string, limit asset.Size) (cacheAnswer, error) {
			removed, err := do(dir, limit)
			if err != nil {
				return cacheAnswer{}, err
			}
			s, err := cache.Read(dir)
			return cacheAnswer{status: s, limit: limit, removed: &removed}, err
		}
	}
	add("clear", "Remove all that is kept", removing(func(dir string, _ asset.Size) (cache.Status, error) { return cache.Clear(dir) }))
	add("verify", "Read all that is kept, and remove what is not whole", removing(func(dir string, _ asset.Size) (cache.Status, error) { return cache.Verify(dir) }))
	add("prune", "Remove what was not used for longest, down to the limit", removing(cache.Prune))
	return cmd
}

// cacheAnswer is what the commands on a cache have to say.
type cacheAnswer struct {
	status  cache.Status
	limit   asset.Size
	removed *cache.Status // nil where nothing was asked to go
}

// onCache runs one of the commands on the project's cache.
func (a *app) onCache(run func(dir string, limit asset.Size) (cacheAnswer, error)) error {
	cfg, err := config.Load(config.Request{Dir: a.cwd, File: a.config})
	if err != nil {
		return err
	}
	o := cfg.Cache
	if o == nil {
		return usageError(`remove "cache": false from the configuration`, "the project keeps nothing")
	}
	dir := cache.Directory(cfg.Dir, *o, a.environment()[cache.Variable])
	if dir == "" {
		return usageError(`install the project's packages, or name a directory in "cache"`, "there is no node_modules to keep anything in")
	}
	answer, err := run(dir, o.Limit())
	if err != nil {
		return buildError{err}
	}
	if a.json {
		return a.cacheJSON(cfg, answer)
	}
	return a.cacheText(cfg, answer)
}

func (a *app) cacheJSON(cfg *config.Config, answer cacheAnswer) error {
	type part struct {
		Entries int        `json:"entries"`
		Bytes   asset.Size `json:"bytes"`
	}
	out := struct {
		Directory string          `json:"directory"`
		MaxSize   asset.Size      `json:"maxSize"`
		Oldest    *time.Time      `json:"oldest,omitempty"`
		Kinds     map[string]part `json:"kinds"`
		Removed   *part           `json:"removed,omitempty"`
		part
	}{Directory: cfg.Name(answer.status.Directory), MaxSize: answer.limit, Kinds: map[string]part{}, part: part{answer.status.Entries, answer.status.Bytes}}
	if !answer.status.Oldest.IsZero() {
		out.Oldest = &answer.status.Oldest
	}
	for _, k := range answer.status.Kinds {
		out.Kinds[k.Name] = part{k.Entries, k.Bytes}
	}
	if r := answer.removed; r != nil {
		out.Removed = &part{r.Entries, r.Bytes}
	}
	return json.NewEncoder(a.stdout).Encode(out)
}

func (a *app) cacheText(cfg *config.Config, answer cacheAnswer) error {
	s := answer.status
	if r := answer.removed; r != nil {
		if _, err := fmt.Fprintf(a.stdout, "removed  %d entries, %s\n", r.Entries, r.Bytes.Human()); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(a.stdout, "cache    %s\nholds    %d entries, %s of %s\n", cfg.Name(s.Directory), s.Entries, s.Bytes.Human(), answer.limit.Human())
	for _, k := range s.Kinds {
		if err == nil {
			_, err = fmt.Fprintf(a.stdout, "  %-8s %d entries, %s\n", k.Name, k.Entries, k.Bytes.Human())
		}
	}
	if err == nil && !s.Oldest.IsZero() {
		_, err = fmt.Fprintf(a.stdout, "oldest   last used %s\n", s.Oldest.Format(time.DateTime))
	}
	return err
}
