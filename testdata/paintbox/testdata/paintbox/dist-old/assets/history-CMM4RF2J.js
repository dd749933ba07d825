import{a as t}from"./commons-BBXBR765.js";export{t as default};
