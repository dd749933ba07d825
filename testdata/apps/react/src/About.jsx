import './about.css'

export default function About() {
  return (
    <section className="about grid grid-cols-2 gap-3 bg-linear-to-r from-brand to-sky-500 md:p-[7px]">
      <h2 className="font-bold hover:underline">About</h2>
      <button className="btn">Paint</button>
    </section>
  )
}
