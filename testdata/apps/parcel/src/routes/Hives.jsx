import * as styles from './Hives.module.css'

const picture = new URL('../images/hive.png', import.meta.url)
const hives = [
  { name: 'Mill', frames: 11 },
  { name: 'Orchard', frames: 8 },
  { name: 'Hedge', frames: 10 },
]

export default function Hives() {
  return (
    <>
      <h1>hives</h1>
      <ul className={styles.list}>
        {hives.map(({ name, frames }) => (
          <li key={name} className={frames > 9 ? styles.strong : undefined}>
            <img src={picture} alt="" /> {name}: {frames} frames
          </li>
        ))}
      </ul>
    </>
  )
}
