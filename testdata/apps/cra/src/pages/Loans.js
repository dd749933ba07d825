import './Loans.css';
import { due } from '../due';

export default function Loans() {
  return (
    <main className="loans">
      <h1>loans</h1>
      <p>
        Two books, due in {due(21, 4)} days{process.env.NODE_ENV === 'production' ? '.' : ' (development)'}
      </p>
    </main>
  );
}
