import { BehaviorSubject, combineLatest, from, interval, merge, of, ReplaySubject, Subject, throwError, VirtualTimeScheduler } from "rxjs";
import { catchError, concatMap, debounceTime, distinctUntilChanged, filter, map, mergeMap, scan, share, switchMap, take, toArray, withLatestFrom } from "rxjs/operators";
import { TestScheduler } from "rxjs/testing";

from([1, 2, 3, 4]).pipe(filter((x) => x % 2 === 0), map((x) => x * 10), scan((a, b) => a + b, 0), toArray()).subscribe((x) => log("pipe", x.join()));
const a = new BehaviorSubject(1), b = new Subject();
combineLatest([a, b]).pipe(distinctUntilChanged()).subscribe((x) => log("combine", x.join()));
b.next(5);
a.next(2);
const time = new VirtualTimeScheduler();
merge(interval(10, time).pipe(take(3), map((x) => "i" + x)), of("x").pipe(debounceTime(15, time))).subscribe((x) => log("time", time.frame, x));
time.flush();
throwError(() => new Error("no")).pipe(catchError((e) => of(e.message)), concatMap((x) => [x, x]), mergeMap((x) => of(x)), switchMap((x) => [x])).subscribe((x) => log("error", x));
const replay = new ReplaySubject(2);
[1, 2, 3].forEach((x) => replay.next(x));
replay.pipe(share(), withLatestFrom(a)).subscribe((x) => log("replay", x.join()));
new TestScheduler((actual, expected) => log("marbles", JSON.stringify(actual) === JSON.stringify(expected))).run(({ cold, expectObservable }) => {
  expectObservable(cold("a-b|").pipe(map((x) => x + x))).toBe("a-b|", { a: "aa", b: "bb" });
});
