package link

import (
	"encoding/json"
	"testing"
)

func TestMetaInputsOfOneName(t *testing.T) {
	sheet, stub := `"a.css": {"bytes": 3, "imports": [{"path": "b.css", "kind": "import-rule"}]}`, `"a.css": {"bytes": 3, "imports": []}`
	for _, text := range []string{`{` + sheet + `,` + stub + `}`, `{` + stub + `,` + sheet + `}`} {
		var inputs metaInputs
		if err := json.Unmarshal([]byte(text), &inputs); err != nil {
			t.Fatal(err)
		}
		if got := len(inputs["a.css"].Imports); got != 1 || len(inputs) != 1 {
			t.Errorf("%s: %d imports in %d modules", text, got, len(inputs))
		}
	}
	var inputs metaInputs
	if err := json.Unmarshal([]byte(`{"a.css": 1}`), &inputs); err == nil {
		t.Error("a number is no module")
	}
}
