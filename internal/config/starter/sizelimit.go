package starter

import (
	"encoding/json"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/budgets"
)

// oneOrMore is a string or a list of them.
type oneOrMore []string

// UnmarshalJSON accepts both.
func (o *oneOrMore) UnmarshalJSON(data []byte) error {
	var one string
	if json.Unmarshal(data, &one) == nil {
		*o = oneOrMore{one}
		return nil
	}
	return json.Unmarshal(data, (*[]string)(o))
}

// sizeLimit takes over ai/size-limit's checks: all files of a path together, in
// brotli unless it says otherwise, kB = 1000.
func sizeLimit(t *taker, text json.RawMessage) error {
	var checks []struct {
		Name    string          `json:"name"`
		Path    oneOrMore       `json:"path"`
		Limit   string          `json:"limit"`
		Gzip    bool            `json:"gzip"`
		Brotli  *bool           `json:"brotli"`
		Import  json.RawMessage `json:"import"`
		Ignore  []string        `json:"ignore"`
		Running *bool           `json:"running"`
	}
	if err := json.Unmarshal(text, &checks); err != nil {
		return err
	}
	for _, c := range checks {
		what := c.Name
		if what == "" {
			what = strings.Join(c.Path, ", ")
		}
		limit, err := size(c.Limit, asset.KB)
		switch {
		case c.Limit == "":
			t.note("%s: has no limit", what)
		case err != nil:
			t.note("%s: the limit %q is no size, and times have no equivalent", what, c.Limit)
		case c.Import != nil || len(c.Ignore) > 0:
			t.note("%s: what an import costs has no equivalent (limit an entry or a group)", what)
		default:
			t.group(c.Name, c.Path, sizeLimitMeasure(c.Gzip, c.Brotli), limit)
		}
	}
	return nil
}

func sizeLimitMeasure(zipped bool, best *bool) budgets.Measure {
	switch {
	case zipped:
		return gzip
	case best != nil && !*best:
		return budgets.MeasureRaw
	}
	return brotli
}
