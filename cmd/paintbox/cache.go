package main

import (
	"context"
	"slices"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/cache"
	"github.com/paintbox-build/paintbox/internal/cache/remote"
	"github.com/paintbox-build/paintbox/internal/compress"
	"github.com/paintbox-build/paintbox/internal/config"
	"github.com/paintbox-build/paintbox/internal/pipeline"
	"github.com/paintbox-build/paintbox/internal/report"
)

// cache opens the cache of a build; with a tier in memory where builds follow each
// other.
func (a *app) cache(ctx context.Context, cfg *config.Config, follow bool) *cache.Cache {
	if cfg.Cache == nil {
		return nil
	}
	environment := a.environment()
	tiers := cache.Tiers{
		Dir: cache.Directory(cfg.Dir, *cfg.Cache, environment[cache.Variable]), Disk: cfg.Cache.Limit(),
		Writes: cache.MayWrite(environment), Salt: version(), Namespace: cfg.Cache.Namespace,
		Local: pipeline.Local(), Latest: pipeline.Latest(), Ways: pipeline.Ways(),
	}
	if secret := environment[cache.SecretVariable]; secret != "" {
		tiers.Secret = []byte(secret)
	}
	if follow && environment[cache.Variable] != "off" {
		tiers.Memory = cfg.Cache.InMemory()
	}
	if address := cfg.Cache.Server(environment); address != "" {
		server, err := remote.Open(ctx, address, cache.Timeout(environment, remote.Patience))
		if err == nil {
			tiers.Shared = server
		} else {
			a.term.warn([]asset.Message{{Text: cache.URLVariable + ": " + err.Error(), Key: "cache.shared", Note: `write it as "redis://user:password@host:6379/0" or "https://user:password@host/path"`}})
		}
	}
	return cache.Open(tiers)
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
		if list[i].File != "" {
			list[i].File = cfg.Name(list[i].File)
		}
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
