import Tag from 'antd/es/tag'
import 'antd/es/tag/style/index.less'

export default function About() {
  return <div>{['walls', 'doors'].map((name) => <Tag color="success" key={name}>{name}</Tag>)}</div>
}
