package rename
import ("testing";"fmt";"math/rand/v2";"github.com/evanw/esbuild/pkg/api")
func TestTry(t *testing.T){
	g := &generator{Rand: rand.New(rand.NewPCG(20390, 1))}
	s := g.module()
	for _,s:=range []string{s} {
	o,_:=Nested([]byte(s))
	r:=api.Transform(string(o),api.TransformOptions{})
	for _,m:=range r.Errors { fmt.Println(m.Text, m.Location, m.Location.LineText[max(0,m.Location.Column-40):m.Location.Column+20]) }
 }
}
