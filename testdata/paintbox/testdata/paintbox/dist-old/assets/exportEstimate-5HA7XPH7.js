import"./excel-4-7PMXQZ42.js";import"./excel-3-LQM47F4P.js";import"./excel-2-TJRMYE4Y.js";import{a as p}from"./excel-5-TANGWJ5O.js";export{p as exportEstimate};
