package starter

import (
	"encoding/json"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/budgets"
)

// webpackConfig is the part of a configuration that evaluate prints.
type webpackConfig struct {
	Performance json.RawMessage `json:"performance"` // an object, or false
}

// webpack takes over "performance": raw bytes of an entry, and of any one file.
func webpack(t *taker, text json.RawMessage) error {
	var configs []webpackConfig
	if json.Unmarshal(text, &configs) != nil {
		var one webpackConfig
		if err := json.Unmarshal(text, &one); err != nil {
			return err
		}
		configs = []webpackConfig{one}
	}
	for _, c := range configs {
		var performance struct {
			Hints       any     `json:"hints"`
			Entrypoint  float64 `json:"maxEntrypointSize"`
			Asset       float64 `json:"maxAssetSize"`
			AssetFilter any     `json:"assetFilter"`
		}
		if c.Performance == nil || json.Unmarshal(c.Performance, &performance) != nil {
			continue // webpack's own defaults, or none
		}
		note := ""
		switch performance.Hints {
		case false:
			t.note("performance: hints are off")
			continue
		case "error":
		default:
			note = "webpack only warns"
		}
		if performance.AssetFilter != nil {
			t.note("performance.assetFilter: is a program (give the budgets of files a name, such as \"**/*.js\")")
		}
		for _, limit := range []struct {
			kind  string
			bytes float64
		}{{"entry", performance.Entrypoint}, {"file", performance.Asset}} {
			if limit.bytes > 0 {
				t.add(budgets.Rule{Type: limit.kind, Max: new(asset.Size(limit.bytes))}, note)
			}
		}
	}
	return nil
}
