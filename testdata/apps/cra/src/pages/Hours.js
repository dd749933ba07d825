export default function Hours() {
  return (
    <main>
      <h1>hours</h1>
      <p style={{ letterSpacing: 2 }}>{process.env.REACT_APP_HOURS}</p>
    </main>
  );
}
