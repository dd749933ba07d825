import { createApp } from 'vue'
import App from './App.vue'
import './style.scss'

createApp(App).mount('#root')
document.documentElement.dataset.ready = 'yes'
