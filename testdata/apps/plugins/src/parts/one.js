export default 'one'
