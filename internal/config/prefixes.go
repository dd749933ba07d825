package config

import "github.com/tailscale/hujson"

// Prefixes is a prefix, or a list of prefixes.
type Prefixes []string

// decode accepts both shapes.
func (p *Prefixes) decode(d *decoder, v hujson.Value, key string) {
	values := []hujson.Value{v}
	if list, ok := v.Value.(*hujson.Array); ok {
		values = list.Elements
	}
	*p = Prefixes{}
	for _, v := range values {
		lit, ok := v.Value.(hujson.Literal)
		if !ok || lit.Kind() != '"' {
			d.wrongType(v, key, `a prefix such as "VITE_", or a list of prefixes`, "")
			return
		}
		*p = append(*p, lit.String())
	}
}
