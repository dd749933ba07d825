package config

import (
	"errors"
	"regexp"
	"strconv"

	"github.com/paintbox-build/paintbox/asset"
)

// Locate gives errors about settings their place in the configuration. Some
// mistakes show only in a build, such as a budget that matches nothing: stages
// return an asset.SettingError then. Locate returns those in err, as messages
// with file and line, or the flag; none if err is about something else.
func (c *Config) Locate(err error) asset.Messages {
	if _, placed := errors.AsType[asset.Messages](err); placed || err == nil {
		return nil
	}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var all asset.Messages
		for _, one := range joined.Unwrap() {
			all = append(all, c.Locate(one)...)
		}
		return all
	}
	if inner := errors.Unwrap(err); inner != nil {
		return c.Locate(inner)
	}
	setting, ok := errors.AsType[*asset.SettingError](err)
	if !ok {
		return nil
	}
	return asset.Messages{c.nearestOrigin(setting.Key).message(setting.Key, err.Error(), "")}
}

// DefaultLimits reports whether nobody has stated what chunks are judged by:
// neither budgets, nor limits of chunks or groups.
func (c *Config) DefaultLimits() bool {
	for _, key := range []string{"budgets", "chunks.maxSize", "chunks.groups"} {
		if _, stated := c.origins[key]; stated {
			return false
		}
	}
	return true
}

// SetAt says where a key was set, or what holds it: "paintbox.json:7", a flag,
// "" for a default.
func (c *Config) SetAt(key string) string {
	o := c.nearestOrigin(key)
	if o.src.flag || o.src.text == nil {
		return o.src.name
	}
	m := o.message(key, "", "")
	return m.File + ":" + strconv.Itoa(m.Line)
}

// nearestOrigin finds where a key was set, or else what holds it: for
// budgets[1].max also budgets[1] and budgets. It is the zero value for a default.
func (c *Config) nearestOrigin(key string) origin {
	for key != "" {
		if o, ok := c.origins[key]; ok {
			return o
		}
		key = regexp.MustCompile(`(^\w+|\.\w+|\[\d+\]|.)$`).ReplaceAllString(key, "")
	}
	return origin{}
}
