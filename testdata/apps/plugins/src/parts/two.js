export default 'two'
