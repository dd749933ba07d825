import { useEffect, useState } from 'react'
import label from 'url:../images/label.svg'
import './harvest.css'

export default function Harvest() {
  const [kilograms, setKilograms] = useState('…')
  useEffect(() => {
    const worker = new Worker(new URL('../weigh.js', import.meta.url), { type: 'module' })
    worker.onmessage = ({ data }) => setKilograms(data)
    worker.postMessage([12.5, 9.25, 11])
    return () => worker.terminate()
  }, [])
  return (
    <section className="harvest">
      <h1>harvest</h1>
      <img src={label} alt="" />
      <p>
        <output>{kilograms}</output> kg since {process.env.NODE_ENV === 'production' ? 'May' : 'ever'}
      </p>
    </section>
  )
}
