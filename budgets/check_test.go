package budgets

import (
	"testing"

	"github.com/paintbox-build/paintbox/asset"
)

func TestDefaultsJudgeTotalAndChunks(t *testing.T) {
	build := asset.Build{Files: []asset.File{
		{Path: "assets/a-1.js", Name: "assets/a.js", Kind: asset.KindJS, Limit: 100, Data: make([]byte, 101)},
		{Path: "assets/b-1.js", Name: "assets/b.js", Kind: asset.KindJS, Limit: 100, Data: make([]byte, 100)},
	}}
	v, err := Check(build, Defaults(0), nil)
	if err != nil {
		t.Fatal(err)
	}
	if !v.Exceeded() || len(v.Results) != 3 || v.Results[1].Over != 1 || v.Results[2].Status != StatusOK {
		t.Errorf("got %+v", v.Results)
	}
}
