package rename
import ("testing";"os";"fmt";"github.com/evanw/esbuild/pkg/api";"time")
func mini(s string) (string, bool) {
 r:=api.Transform(s, api.TransformOptions{Loader:api.LoaderJS,Format:api.FormatESModule,MinifyWhitespace:true,MinifyIdentifiers:true,MinifySyntax:true,LegalComments:api.LegalCommentsNone})
 for _,e:=range r.Errors { fmt.Println(e.Text, e.Location) }
 return string(r.Code), len(r.Errors)==0
}
func TestTry(t *testing.T){
 for _,f:=range []string{"exceljs/dist/exceljs.min.js","lodash/lodash.js","react-dom/cjs/react-dom-client.production.js","xlsx/xlsx.mjs","typescript/lib/typescript.js"} {
  b,err:=os.ReadFile("/work/main/testdata/libraries/node_modules/"+f); if err!=nil{t.Fatal(err)}
  m,ok:=mini(string(b)); if !ok {continue}
  st:=time.Now()
  out,ed:=Nested([]byte(m))
  d:=time.Since(st)
  m2,ok:=mini(string(out))
  mm,_:=mini(m)
  fmt.Println(f,len(m),len(out),len(ed),d,float64(len(m))/d.Seconds()/1e6,"MB/s", ok, m2==mm)
  os.WriteFile("/tmp/wt-ren-x/"+fmt.Sprint(len(b))+".a.js",[]byte(m),0o644)
  os.WriteFile("/tmp/wt-ren-x/"+fmt.Sprint(len(b))+".b.js",out,0o644)
  os.WriteFile("/tmp/wt-ren-x/"+fmt.Sprint(len(b))+".am.js",[]byte(mm),0o644)
  os.WriteFile("/tmp/wt-ren-x/"+fmt.Sprint(len(b))+".bm.js",[]byte(m2),0o644)
 }
}
