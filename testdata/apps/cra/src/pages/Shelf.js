import shelf from '../images/shelf.png';
import styles from './Shelf.module.css';

const titles = ['Rope and knots', 'A garden by degrees', 'Letters to a lock keeper'];

export default function Shelf() {
  return (
    <main>
      <h1>shelf</h1>
      <img src={shelf} alt="" />
      <img src={process.env.PUBLIC_URL + '/shelf.png'} alt="" />
      <ol className={styles.titles}>
        {titles.map((title) => (
          <li key={title}>{title}</li>
        ))}
      </ol>
    </main>
  );
}
