package config

import (
	"strconv"

	"github.com/tailscale/hujson"

	"github.com/paintbox-build/paintbox/internal/plugin"
)

// Plugins is a file that exports a list of plugins, or a list of packages: a
// name, or a list of a name and options.
type Plugins []plugin.Source

// Sources are what the plugin host is told.
func (p Plugins) Sources() []plugin.Source { return p }

const pluginsNote = `write "./paintbox.plugins.mjs", or a list of packages such as ["vite-plugin-svgr", ["unplugin-icons", { "compiler": "vue3" }]]`

func (p *Plugins) decode(d *decoder, v hujson.Value, key string) {
	*p = Plugins{}
	switch own := v.Value.(type) {
	case hujson.Literal:
		if own.Kind() != '"' || own.String() == "" {
			d.wrongType(v, key, "a path, or a list of packages", "")
			return
		}
		*p = append(*p, plugin.Source{Module: own.String()})
	case *hujson.Array:
		for i, element := range own.Elements {
			at := key + "[" + strconv.Itoa(i) + "]"
			d.origins[at] = origin{d.src, element.StartOffset}
			source, ok := pluginSource(element)
			if !ok {
				d.fail(element.StartOffset, at, pluginsNote, "%s is no plugin", at)
				continue
			}
			*p = append(*p, source)
		}
	default:
		d.wrongType(v, key, "a path, or a list of packages", "")
	}
}

// pluginSource reads a path, a package, or a list of a package and its options.
func pluginSource(v hujson.Value) (plugin.Source, bool) {
	switch own := v.Value.(type) {
	case hujson.Literal:
		name := own.String()
		if own.Kind() != '"' || name == "" {
			return plugin.Source{}, false
		}
		if name[0] == '.' || name[0] == '/' {
			return plugin.Source{Module: name}, true
		}
		return plugin.Source{Package: name}, true
	case *hujson.Array:
		if len(own.Elements) != 2 {
			return plugin.Source{}, false
		}
		source, ok := pluginSource(own.Elements[0])
		if _, object := own.Elements[1].Value.(*hujson.Object); !ok || !object {
			return source, false
		}
		source.Options = standard(own.Elements[1])
		return source, true
	}
	return plugin.Source{}, false
}
