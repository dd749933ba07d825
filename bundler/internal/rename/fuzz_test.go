package rename

import "testing"

// FuzzNested: whatever the text, Nested ends; and a module stays the same but
// for names.
func FuzzNested(f *testing.F) {
	for _, seed := range []string{
		`function f(a,b=()=>a){var a;return function g(c){return c+b+g}}`,
		`({a,b=1,c:[d,...e],...g})=>({a,b,[c]:d,e(){},get x(){return g}})`,
		`class A extends(a=>a){static;get;#p=1;static{var a}set b(c){#p in c}async*[(a=>a)()](){yield}}`,
		`for(let[a,b]of c)for(var i=0;i<b;i++)l:for(const k in a){if(k)break l;else continue l}`,
		`try{a}catch({b=a}){let c=b}finally{switch(a){case 1:let b;default:}}`,
		"x=`a${a=>`${a}`}`;a=>a/a/ /[/]/g.test(a?.[a]?.5:1e-5.a,0xfn)",
		`import a,{b as c,"d"as e}from"x"with{type:"json"};export{c as default};export*as z from"y";import.meta.a`,
		`x=async a=>{for await(const b of a)await b;async(a,b);new.target;new a(b)}`,
		"x=a=>{a\n++a\nreturn\na};do a++;while(a)/*! b */throw a//c\n",
		`{class a{a(){a}}function b(){b}let c=class d{static e=d}}`,
		"#!/usr/bin/env node\na=>b=>a", `a=>eval(a)`, `with(a)b`, `(größe,\u0061)=>größe`, `catch(a){var a}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, source string) {
		Nested([]byte(source))
		if code, ok := minify(source + "\nexport{}"); ok {
			checkNested(t, code)
		}
	})
}
